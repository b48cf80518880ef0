"""What is wrong with a region's file: all of it at once, in Russian and English."""

from collections.abc import Iterable

from ryadom.packs.api import did_you_mean


class RegionFault(Exception):
    """A region cannot be imagined from its file. `said` holds every fault in Russian and English."""

    def __init__(self, said: Iterable[tuple[str, str]]) -> None:
        self.said = tuple(said)
        super().__init__("\n".join(en for _, en in self.said))

    @property
    def ru(self) -> str:
        """Every fault in Russian, a line each."""
        return "\n".join(ru for ru, _ in self.said)


class Faults:
    """Faults of one file as they are found."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, list[tuple[str, str]]()

    def add(self, key: str, ru: str, en: str) -> None:
        """One more, at a key."""
        place = f"{self.file}: {key}: " if key else f"{self.file}: "
        self.found.append((place + ru, place + en))

    def of_names(self, key: str, names: Iterable[str], known: Iterable[str]) -> None:
        """Every name that is not known, with the nearest that is."""
        known = list(known)
        for name in names:
            if name not in known:
                ru, en = did_you_mean(str(name), known)
                self.add(key, f"неизвестное имя «{name}»{ru}", f'unknown name "{name}"{en}')

    def raise_if_any(self) -> None:
        """Raises RegionFault if there is one."""
        if self.found:
            raise RegionFault(self.found)

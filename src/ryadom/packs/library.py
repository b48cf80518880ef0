"""The library: every practice at hand. What is installed for a region = the federal practices plus the region's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from ryadom.packs.errors import Finding, PracticeErrors
from ryadom.packs.loading import Practice, find_practices, load_practice
from ryadom.packs.schema import RegionFile

EVERYWHERE = "RU"


@dataclass(frozen=True)
class Library:
    """Loaded practices by id."""

    practices: Mapping[str, Practice]

    def installed(self, region: str) -> tuple[Practice, ...]:
        """The practices that hold in a region before anyone adopts more: federal first, then the region's own."""
        federal = [p for p in self.practices.values() if p.about.region == EVERYWHERE]
        own = [p for p in self.practices.values() if p.about.region == region and region != EVERYWHERE]
        return tuple(federal + own)

    def region(self, code: str) -> RegionFile | None:
        """What is known of a region, None when no practice brings it."""
        return self.regions.get(code)

    @property
    def regions(self) -> dict[str, RegionFile]:
        """Every region that a practice brings, by code."""
        return {p.region.code: p.region for p in self.practices.values() if p.region}


def load_library(root: Path) -> Library:
    """Load every practice below `root`. Raises PracticeErrors with the faults of all of them."""
    findings: list[Finding] = []
    practices: dict[str, Practice] = {}
    for folder in find_practices(root):
        try:
            practice = load_practice(folder, root)
        except PracticeErrors as errors:
            findings.extend(errors.findings)
        else:
            practices[practice.id] = practice
    findings.extend(_missing(practices) if not findings else ())
    if findings or not practices:
        raise PracticeErrors(
            findings or [Finding(root.as_posix(), 1, 1, "здесь нет ни одной практики", "there is no practice here")]
        )
    return Library(MappingProxyType(practices))


def _missing(practices: Mapping[str, Practice]) -> list[Finding]:
    return [
        Finding(
            f"{practice.id}/practice.yaml",
            1,
            1,
            f"нет практики «{needed}», которая нужна этой",
            f'the practice "{needed}" that this one requires is not here',
        )
        for practice in practices.values()
        for needed in practice.about.requires
        if needed not in practices
    ]


def lock_of(practices: tuple[Practice, ...]) -> str:
    """The hash that a decision cites: every installed practice with its version and content."""
    lines = sorted(f"{p.id} {p.about.version} {p.lock}" for p in practices)
    return sha256("\n".join(lines).encode()).hexdigest()

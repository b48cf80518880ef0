"""What a snapshot is, in lines for a terminal and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from ryadom.rules.snapshots.files.making import Made
from ryadom.rules.snapshots.manifest import SUMMARY, Manifest
from ryadom.rules.snapshots.store import Snapshot

IMAGINED = {"ru": "условное население", "en": "an imagined population"}
KNOWN = {
    "unknown": "не известно",
    "absent": "точно нет",
    "about": "примерно",
    "said": "со слов",
    "staff": "сотрудник",
    "document": "документ",
    "register": "реестр",
}


def as_data(snapshot: Snapshot) -> dict[str, Any]:
    """The manifest without its files, with shares beside counts."""
    manifest = snapshot.manifest
    told = asdict(manifest)
    told["parts"] = len(manifest.parts)
    told["months"] = [month.isoformat()[:7] for month in manifest.months]
    told["about"]["as_of"] = manifest.about.as_of.isoformat()
    told["unknown_share"] = {key: _share(counts["unknown"], rows) for key, counts, rows in _facts(manifest)}
    return told


def shown(snapshot: Snapshot, language: str) -> Iterator[str]:
    """About, counts, coverage, then every fact: how many do not know it, and who says what is known."""
    manifest = snapshot.manifest
    ru = language == "ru"
    yield from head(manifest, language)
    yield f"hash       {manifest.hash}"
    yield ""
    names = [KNOWN[name] if ru else name for name in SUMMARY]
    yield f"{'':36} {'%':>6} " + " ".join(f"{name:>11}" for name in names)
    for key, counts, rows in _facts(manifest):
        share = _share(counts["unknown"], rows)
        yield f"{key:36} {share:>6} " + " ".join(f"{counts[name]:>11}" for name in SUMMARY)


def head(manifest: Manifest, language: str) -> Iterator[str]:
    """Whose families these are, how many, and what is known of their incomes."""
    about, ru = manifest.about, language == "ru"
    title = f" · {about.title}" if about.title else ""
    mark = f" · {IMAGINED[language]} (seed {about.seed})" if about.imagined else ""
    yield f"{about.region} · {about.as_of.isoformat()}{title}{mark}"
    covered = _share(manifest.covered, manifest.families)
    months = f"{manifest.months[0]:%Y-%m}..{manifest.months[-1]:%Y-%m}" if manifest.months else "—"
    if ru:
        yield f"семей      {manifest.families}, людей {manifest.persons}, частей {len(manifest.parts)}"
        yield f"доходы     месяцы {months}, полны у {manifest.covered} семей ({covered} %)"
    else:
        yield f"families   {manifest.families}, persons {manifest.persons}, parts {len(manifest.parts)}"
        yield f"incomes    months {months}, complete for {manifest.covered} families ({covered} %)"
    for name, words in sorted(manifest.labels.items()):
        yield f"{name:10} {len(words)}: {', '.join(words[:6])}{' …' if len(words) > 6 else ''}"


def made_said(made: Made, report: str, language: str) -> Iterator[str]:
    """What was read, the first faults, and what came of it."""
    ru = language == "ru"
    for file in made.files:
        passed = f", {'пропущены столбцы' if ru else 'columns passed over'}: {', '.join(file.passed)}"
        yield f"{file.name:24} {file.rows:>9}  {file.found}{passed if file.passed else ''}"
    for fault in made.first:
        place = f"{fault.file}:{fault.line}" if fault.line else fault.file
        yield f"{place}{f' [{fault.column}]' if fault.column else ''}: {fault.ru if ru else fault.en}"
    if made.faults:
        left = made.left_out
        yield (
            f"ошибок {made.faults}, семей с ошибками {left}; все ошибки: {report}"
            if ru
            else f"faults {made.faults}, families with faults {left}; all of them: {report}"
        )
    if made.hash is None:
        yield (
            "Снимок не записан. Семьи без ошибок записывает --only-good."
            if ru
            else "No snapshot was written. --only-good writes the families without faults."
        )
        return
    yield f"{'записано: семей' if ru else 'written: families'} {made.families}, " + (
        f"людей {made.persons}, hash {made.hash}" if ru else f"persons {made.persons}, hash {made.hash}"
    )


def taken_said(manifest: Manifest, left: Mapping[str, int], language: str) -> Iterator[str]:
    """What was written from the database."""
    yield from head(manifest, language)
    for key, count in sorted(left.items()):
        yield (
            f"{key}: {count} значений не вмещаются в столбец, они остались неизвестными"
            if language == "ru"
            else f"{key}: {count} values fit no column and stay unknown"
        )
    yield f"hash       {manifest.hash}"


def _facts(manifest: Manifest) -> Iterator[tuple[str, Mapping[str, int], int]]:
    for counts, rows in ((manifest.family_facts, manifest.families), (manifest.person_facts, manifest.persons)):
        for key, one in sorted(counts.items()):
            yield key, one, rows


def _share(some: int, every: int) -> str:
    """Per cent with one decimal, cut down: 100.0 means all."""
    thousandths = some * 1000 // every if every else 0
    return f"{thousandths // 10}.{thousandths % 10}"

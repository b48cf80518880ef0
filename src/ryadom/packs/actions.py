"""Verbs of packs: install a library, activate its practices in a region from a day on."""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from ryadom.packs.library import Library
from ryadom.packs.loading import Practice
from ryadom.packs.models import Activation, Installed
from ryadom.regions.once import forget


@transaction.atomic
def install(library: Library, *, at: datetime) -> int:
    """Keep the content of every practice whose lock is new. Returns how many were."""
    known = set(Installed.objects.values_list("lock", flat=True))
    fresh = [p for p in library.practices.values() if p.lock not in known]
    Installed.objects.bulk_create(
        [
            Installed(lock=p.lock, practice=p.id, version=p.about.version, files=_files(p), installed_at=at)
            for p in fresh
        ],
        ignore_conflicts=True,
    )
    return len(fresh)


@transaction.atomic
def activate(practice: Practice, region: str, *, since: date, at: datetime) -> bool:
    """Let a practice's content hold in a region from a day on; what held before ends the day before. False when it
    holds already.
    """
    held = (
        Activation.objects.in_region(region)
        .filter(practice=practice.id, until__isnull=True)
        .select_for_update()
        .first()
    )
    if held is not None and held.installed_id == practice.lock:
        return False
    if held is not None:
        # A change on the same day replaces: the old one held for no whole day, but its row stays for the
        # decisions of that day.
        held.until = max(held.since, since - timedelta(days=1))
        held.save()
    Activation.objects.in_region(region).create(
        practice=practice.id, installed_id=practice.lock, since=since, recorded_at=at
    )
    forget()
    return True


def _files(practice: Practice) -> dict[str, str]:
    paths = (p for p in practice.folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(practice.folder).as_posix(): p.read_text(encoding="utf-8") for p in sorted(paths)}


def unfold(installed: Installed, root: Path) -> Path:
    """Write an installed content back to a folder of its own below `root`; the same lock always gives the same
    bytes.
    """
    folder = root / installed.lock / installed.practice
    if not folder.is_dir():
        for name, text in installed.files.items():
            target = folder / name
            if not target.resolve().is_relative_to(folder.resolve()):
                raise ValueError(f"{installed.practice}: a file outside its folder: {name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return folder

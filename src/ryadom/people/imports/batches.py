"""A file from a page: kept until somebody has seen what it would do and said yes; then loaded, or forgotten."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people import may
from ryadom.people.catalogue import Catalogue
from ryadom.people.errors import NotFound, Refused
from ryadom.people.imports.faults import FileFaults
from ryadom.people.imports.files import read_tables
from ryadom.people.imports.loading import Loaded, digest_of, load, who_of
from ryadom.people.models import ImportBatch
from ryadom.people.queries.persons import as_id
from ryadom.people.shapes import Actor, Id

LARGEST = 20 * 1024**2
WAITS = timedelta(days=1)


@transaction.atomic
def keep_batch(*, by: Actor, at: datetime, name: str, content: bytes) -> UUID:
    """Keep a file until it is confirmed, a day at most. Raises NotAllowed, FileFaults (unreadable), Refused (large)."""
    may.load_files.demand(by)
    if len(content) > LARGEST:
        raise Refused("large", _("Файл больше 20 МБ. Разделите его или загрузите командой ryadom import."))
    name = name.replace("\\", "/").rpartition("/")[2][-200:]
    read_tables(name, content)
    forget_waiting(by.region, before=at - WAITS)
    row = ImportBatch.objects.in_region(by.region).create(
        title=name, sha256=digest_of([(name, content)]), content=content, at=at, account_id=by.account_id,
        who=who_of(by),
    )  # fmt: skip
    return row.pk


def forget_waiting(region: str, *, before: datetime) -> int:
    """Files that nobody confirmed are not kept; gives how many were let go."""
    rows = ImportBatch.objects.in_region(region).filter(state="waiting", at__lt=before)
    return rows.delete()[0]


@transaction.atomic
def forget_batch(*, by: Actor, batch_id: Id) -> None:
    """«Не загружать»: the file is gone. Raises NotAllowed, NotFound."""
    _waiting(by, batch_id).delete()


def preview_batch(
    *, by: Actor, at: datetime, on: date, catalogue: Catalogue, batch_id: Id, rest: bool = False
) -> tuple[Loaded | None, Sequence[str]]:
    """What loading would do, done and undone: its counts, or the faults of the file that forbid it."""
    row = _waiting(by, batch_id)
    try:
        done = load(
            by=by, at=at, on=on, catalogue=catalogue, title=row.title, files=_files(row), keep=False, rest=rest,
            batch_id=row.pk,
        )  # fmt: skip
    except FileFaults as told:
        return None, told.said(_language())
    return done, [fault.said(_language()) for fault in done.left_out]


def confirm_batch(
    *, by: Actor, at: datetime, on: date, catalogue: Catalogue, batch_id: Id, rest: bool = False
) -> Loaded:
    """Load a kept file. Raises as load; NotFound when it was confirmed or forgotten already."""
    row = _waiting(by, batch_id)
    return load(
        by=by, at=at, on=on, catalogue=catalogue, title=row.title, files=_files(row), rest=rest, batch_id=row.pk
    )


def _waiting(by: Actor, batch_id: Id) -> ImportBatch:
    may.load_files.demand(by)
    row = ImportBatch.objects.in_region(by.region).filter(pk=as_id(batch_id), state="waiting").first()
    if row is None:
        raise NotFound("batch")
    return row


def _files(row: ImportBatch) -> list[tuple[str, bytes]]:
    assert row.content is not None, "what waits holds its content"
    return [(row.title, bytes(row.content))]


def _language() -> str:
    from django.utils.translation import get_language

    return "en" if (get_language() or "ru").startswith("en") else "ru"

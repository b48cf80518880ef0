"""Bring a paper, read it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ryadom.people import api as people
from ryadom.people.api import Actor

from . import may, store
from .checks import NotAccepted, check
from .models import Paper, Part
from .queries import PaperView, many

MAX_FILES = 10


class NoSuchPaper(LookupError):
    """There is none, or this reader may not know that there is one."""


@dataclass(frozen=True)
class Content:
    """The bytes of one file of a paper, as they may be shown."""

    data: bytes
    media_type: str
    name: str


def add(
    *, region: str, owner: UUID, kind: str, title: str, files: Sequence[tuple[str, bytes]], account: int | None,
    at: datetime, form_token: UUID | None = None, sounds: bool = False,
) -> PaperView:  # fmt: skip
    """Keep a document of one or several files; all are checked first, so either all are kept or none. `sounds`: a
    recorded voice may be among them.

    Whether this account may bring papers of this person is asked by the room that calls. The same `form_token` gives
    the same paper: a doubled click keeps one. Raises NotAccepted with a sentence.
    """
    if not files:
        raise NotAccepted(_("Выберите хотя бы один файл."))
    if len(files) > MAX_FILES:
        raise NotAccepted(_("За один раз принимаем не больше %(limit)s файлов.") % {"limit": MAX_FILES})
    checked = [check(name, data, sounds=sounds) for name, data in files]
    hashes = [store.put(file.data) for file in checked]
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                region=region, owner_id=owner, kind=kind[:120], title=title[:300], brought_at=at,
                brought_by_id=account, form_token=form_token,
            )  # fmt: skip
            Part.objects.bulk_create(
                Part(
                    region=region, paper=paper, order=order, sha256=sha256, media_type=file.media_type,
                    original_name=file.name, size=len(file.data), pages=file.pages,
                )
                for order, (file, sha256) in enumerate(zip(checked, hashes, strict=True))
            )  # fmt: skip
    except IntegrityError:
        paper = Paper.objects.in_region(region).filter(form_token=form_token, owner=owner).first()  # type: ignore[assignment]
        if form_token is None or paper is None:
            raise
    return many(region=region, tokens=[paper.token])[paper.token]


@transaction.atomic
def read(*, by: Actor, paper: UUID, part: int, on: date, at: datetime) -> Content:
    """The bytes, when this reader may see them; staff reading leaves a line that the person sees.

    Raises NoSuchPaper alike for absent, foreign and forbidden.
    """
    row = Paper.objects.in_region(by.region).filter(token=paper, withdrawn_at=None).first()
    if row is None or not may.read(by, row.token, row.owner_id, on):
        raise NoSuchPaper
    file = Part.objects.in_region(by.region).filter(paper=row, order=part).first()
    if file is None:
        raise NoSuchPaper
    if by.is_staff and by.person_id != row.owner_id:
        people.log_reading(
            by=by, at=at, person_ids=[row.owner_id], purpose=_("Просмотр документа"), what=[row.title or row.kind]
        )
    return Content(store.get(file.sha256), file.media_type, file.original_name)


@transaction.atomic
def withdraw(*, by: Actor, paper: UUID, on: date, at: datetime) -> None:
    """The person takes a paper back. The row and the bytes stay: a decision may rest on them."""
    row = Paper.objects.in_region(by.region).select_for_update().filter(token=paper).first()
    if row is None or not may.own(by, row.owner_id, on):
        raise NoSuchPaper
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])

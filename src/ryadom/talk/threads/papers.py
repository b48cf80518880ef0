"""A file that a person sends to the colleague who answers: kept privately as a paper of theirs, shown in the thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.papers import api as papers
from ryadom.people.api import Actor
from ryadom.talk.threads import taking
from ryadom.talk.threads.errors import ThreadError, ThreadMissing
from ryadom.talk.threads.models import Said, Thread, ThreadState, Who
from ryadom.talk.threads.staff import may_answer


class NotWanted(ThreadError):
    """Nobody asked for a file here: photographs of papers are not collected."""

    @property
    def said(self) -> str:
        return _("Файл понадобится, когда его попросит сотрудник. Паспорт присылать не нужно.")


def wanted(*, state: str, person: UUID | None) -> bool:
    """Whether a file is taken: a colleague answers, and it is known whose the paper is."""
    return state == ThreadState.STAFF and person is not None


@transaction.atomic
def bring(
    *, region: str, token: str, files: Sequence[tuple[str, bytes]], account: int | None, at: datetime, form_token: UUID
) -> None:
    """Keep files as one paper of the person of the thread. A doubled click keeps one.

    Raises ThreadMissing, NotWanted, papers.NotAccepted.
    """
    thread = Thread.objects.in_region(region).select_for_update().filter(token=token[:32]).first()
    if thread is None:
        raise ThreadMissing(token[:6])
    if not wanted(state=thread.state, person=thread.person_id) or thread.person_id is None:
        raise NotWanted("file")
    kept = papers.add(
        region=region, owner=thread.person_id, kind="chat", title=_("Прислано в чате"), files=files, account=account,
        at=at, form_token=form_token,
    )  # fmt: skip
    if Said.objects.in_region(region).filter(thread=thread, paper=kept.token).exists():
        return
    words = _("Прислан документ: %(names)s") % {"names": ", ".join(name for name, _data in files)}
    taking.keep(thread, who=Who.PERSON, text=words, at=at, paper=kept.token, channel="web", address=thread.address)
    thread.save()


def may_read_paper(actor: Actor, paper: UUID, owner: UUID, on: date) -> bool:
    """Staff who may answer in threads read what was brought into a thread of their region."""
    return may_answer(actor) and Said.objects.in_region(actor.region).filter(paper=paper).exists()

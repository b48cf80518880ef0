"""A file that a person sends to the colleague who answers: kept privately as a paper of theirs, shown in the thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


Beside = Callable[[Actor, UUID, date], bool]
_beside: list[Beside] = []


def register_beside(beside: Beside) -> None:
    """Who knows whether one of staff is the person's own curator: `beside(actor, person, on)`; the last one counts."""
    _beside[:] = [beside]


def may_read_paper(actor: Actor, paper: UUID, owner: UUID, on: date) -> bool:
    """Who answers now in the thread that the paper came into, and the curator of the owner's family; no other staff.

    What people send unasked may be a passport: to see it one takes the conversation, and that is written down.
    """
    if not may_answer(actor) or actor.account_id is None:
        return False
    said = Said.objects.in_region(actor.region).filter(paper=paper).select_related("thread").first()
    if said is None:
        return False
    answers = said.thread.state == ThreadState.STAFF and said.thread.staff_id == actor.account_id
    return answers or any(beside(actor, owner, on) for beside in _beside)

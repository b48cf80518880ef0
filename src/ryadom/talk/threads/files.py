"""Files that come through messengers: wanted only of somebody whom we know, kept as a paper of theirs, joined to the
thread; what is not kept is said to be not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.channels import api as channels
from ryadom.channels.api import Fetched, Inbound, Message
from ryadom.papers import api as papers
from ryadom.regions.clock import local
from ryadom.talk.dialogue import shapes
from ryadom.talk.threads import knowing, taking
from ryadom.talk.threads.models import Said, Thread

_SPACE = UUID("6f4c1f0e-3f0b-4d58-9a5e-0c7d7f6f2a11")


def wanted(thread: Thread, inbound: Inbound, at: datetime) -> bool:
    """Whether the files of an update are kept; then they are asked for. A paper needs an owner, so a stranger's are
    not: nobody could say later whose photograph lies there.
    """
    if not inbound.update.files or thread.person_id is None or inbound.update.sort in _NO_NEW_FILES:
        return False
    channels.want_files(region=inbound.region, inbound=inbound.id, at=at)
    return True


_NO_NEW_FILES = frozenset({channels.Sort.EDITED, channels.Sort.DELETED})


def say_not_kept(thread: Thread, inbound: int, at: datetime) -> None:
    """Said where a colleague answers somebody whom nobody knows."""
    with override(thread.language):
        told = _("Файл не сохранили: мы ещё не знаем, кто вы. Попросите у сотрудника код и пришлите файл снова.")
    taking.speak(thread, Message(told), foot="", key=f"file-{inbound}", at=at)
    thread.save()


def keep(fetched: Fetched, at: datetime) -> bool:
    """Take what the channel gave into the papers of the person; a refusal is said to them in one sentence.

    The keeper of the channels: runs in the transaction that settles the files. Twice it keeps one paper.
    """
    said = Said.objects.in_region(fetched.region).filter(inbound=fetched.inbound).select_related("thread").first()
    if said is None:
        return False  # the thread was forgotten meanwhile
    thread = Thread.objects.in_region(fetched.region).select_for_update().get(pk=said.thread_id)
    said.refresh_from_db()
    if said.paper or said.deleted_at is not None or thread.person_id is None:
        return said.paper is not None
    with override(thread.language):
        refusal = _fault(fetched) or _kept(thread, said, fetched, at)
    if refusal:
        taking.speak(thread, Message(refusal), foot="", key=f"file-{fetched.inbound}", at=at)
        thread.save()
    return not refusal


def _kept(thread: Thread, said: Said, fetched: Fetched, at: datetime) -> str:
    """Keep the files and join them to what was said; the sentence of a refusal, "" when they are kept."""
    assert thread.person_id is not None
    files = [(name or _unnamed(number), data) for number, (name, data) in enumerate(fetched.files, 1)]
    try:
        paper = papers.add(
            region=thread.region, owner=thread.person_id, kind="chat", title=_("Прислано в чате"), files=files,
            account=None, at=at, form_token=uuid5(_SPACE, str(fetched.inbound)), sounds=True,
        )  # fmt: skip
    except papers.NotAccepted as refused:
        return _("Файл не сохранили. %(why)s") % {"why": refused}
    said.paper = paper.token
    said.save(update_fields=["paper"])
    return ""


def _unnamed(number: int) -> str:
    return _("файл %(number)s") % {"number": number}


def _fault(fetched: Fetched) -> str:
    if not fetched.fault:
        return ""
    if fetched.fault == "too-big":
        return _("Файл не сохранили: он больше 20 МБ. Пришлите фото поменьше или по страницам.")
    return _("Файл до нас не дошёл: мессенджер его не отдал. Пришлите ещё раз или позовите человека.")


def take_back(thread: Thread, tokens: Iterable[UUID], at: datetime) -> None:
    """The person deleted the message: its paper is shown to nobody any more."""
    if thread.person_id is None:
        return
    by = knowing.actor_of(thread.region, thread.person_id, shapes.unpacked(thread.stack).level)
    for token in tokens:
        papers.withdraw(by=by, paper=token, on=local(at, thread.region).date(), at=at)

"""What a caller agrees to aloud: the text is read to them, and how it was given is kept with it. Never silently."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.desks.phone import calls
from ryadom.desks.phone.errors import PhoneError
from ryadom.people import api as people
from ryadom.people.api import Actor

VERSION = "по телефону, 1"
# Read word for word; a change of the words is a new version.
TEXTS = {
    "services": (
        "Мы хотим записать то, что вы сейчас расскажете о себе и семье. Это нужно, чтобы сказать, какая помощь вам "
        "положена, и заполнить заявление. Передумать можно в любой день. Вы согласны?"
    ),
    "messages": "Можно присылать вам сообщения о сроках и решениях? Передумать можно в любой день. Вы согласны?",
}


@dataclass(frozen=True)
class Asked:
    """One consent: its purpose, the words to read, since when it is given (None: it is not)."""

    purpose: str
    title: str
    words: str
    given_at: datetime | None
    how: str


def titles() -> dict[str, str]:
    """What each consent is to."""
    return {"services": _("Запись сведений, чтобы помочь"), "messages": _("Сообщения о сроках и решениях")}


def hows() -> dict[str, str]:
    """How a consent was given."""
    return {"web": _("на сайте"), "paper": _("на бумаге"), "phone": _("голосом по телефону"), "office": _("на приёме")}


def of_person(*, region: str, person: UUID) -> list[Asked]:
    """What this person may be asked, and what they have agreed to already."""
    given = {
        one.purpose: one for one in people.consents_of(region=region, person_id=person) if one.withdrawn_at is None
    }
    named = titles()
    return [
        Asked(
            purpose, named[purpose], words, given[purpose].given_at if purpose in given else None,
            hows().get(given[purpose].how, "") if purpose in given else "",
        )
        for purpose, words in TEXTS.items()
    ]  # fmt: skip


@transaction.atomic
def agree(*, by: Actor, call: UUID, purpose: str, on: date, at: datetime) -> None:
    """The caller said yes after the text was read. Only who is certain agrees for themselves.

    Raises NotAllowed, Missing, PhoneError.
    """
    row = calls.held(by, call)
    if purpose not in TEXTS:
        raise PhoneError(_("Выберите, на что согласие."))
    if not row.sure or row.person_id is None:
        raise PhoneError(
            _("Согласие даёт сам человек, а мы ещё не уверены, кто звонит. Перезвоните по номеру из дела.")
        )
    people.give_consent(
        by=by, at=at, on=on, person_id=row.person_id, purpose=purpose, text_version=VERSION, how="phone"
    )
    with override("ru"):
        line = _("Согласие голосом: %(what)s (текст «%(version)s» прочитан).") % {
            "what": titles()[purpose], "version": VERSION,
        }  # fmt: skip
    if line not in row.answered:
        row.answered = "\n".join(filter(None, (row.answered, line)))[: calls.LONGEST]
        row.save(update_fields=["answered"])

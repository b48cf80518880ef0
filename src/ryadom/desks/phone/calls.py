"""A call from its first word to its record: begun, who it is, what was asked and answered, over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.channels import api as channels
from ryadom.desks.phone import may
from ryadom.desks.phone.errors import Missing, PhoneError, another_person
from ryadom.desks.phone.models import Behalf, Call, Known
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.talk import api as talk

LONGEST = 2000


@dataclass(frozen=True)
class Record:
    """What is written of a call. `behalf`: self or other; `for_whom`: who that is."""

    said_name: str
    behalf: str
    for_whom: str
    about: str
    answered: str


def held(by: Actor, token: UUID) -> Call:
    """The call, its row held. Raises NotAllowed, Missing."""
    may.answers.demand(by)
    found = Call.objects.in_region(by.region).select_for_update(of=("self",)).filter(token=token).first()
    if found is None:
        raise Missing(str(token)[:6])
    return found


@transaction.atomic
def begin(*, by: Actor, phone: str, name: str, at: datetime, person: UUID | None = None) -> Call:
    """Somebody is on the line. `person`: whom we call ourselves, named in their file. Raises NotAllowed, NotFound."""
    may.answers.demand(by)
    known = people.person(region=by.region, id=person) if person else None
    row = Call.objects.in_region(by.region).create(
        operator_id=by.account, began_at=at, phone=phone[:12], said_name=name.strip()[:200],
        person_id=known.id if known else None, known=Known.NAMED if known else Known.UNKNOWN,
    )  # fmt: skip
    if known is not None:
        _log(by, row, at)
    return row


def candidates(*, by: Actor, words: str, at: datetime) -> tuple[people.Person, ...]:
    """Who it may be, by a name with a day of birth or by a phone. The search is logged. Raises NotAllowed, Refused."""
    may.answers.demand(by)
    found = people.search(by=by, at=at, text=words, limit=10)
    if found.kind == "name" and not any(sign.isdigit() for sign in words):
        raise PhoneError(_("Спросите и дату рождения: по одному имени не узнать, кто звонит."))
    return found.persons


@transaction.atomic
def name(*, by: Actor, token: UUID, person: UUID, at: datetime) -> Call:
    """The caller says that they are this person: so far it is their word. Raises NotAllowed, Missing, PhoneError."""
    row = held(by, token)
    known = people.person(region=by.region, id=person)
    if row.person_id not in (None, known.id):
        raise another_person()
    if row.person_id is None:
        row.person_id, row.known = known.id, Known.NAMED
        row.save(update_fields=["person", "known"])
        _log(by, row, at)
    return row


@transaction.atomic
def learnt(*, by: Actor, token: UUID, how: str, person: UUID, at: datetime) -> Call:
    """Who calls, and how it was learnt. When that is certain, the conversation goes on in the person's own thread.

    Letters alone make nobody certain: they stand on papers that a family shares.

    Raises NotAllowed, Missing, PhoneError.
    """
    row = held(by, token)
    if row.person_id not in (None, person):
        raise another_person()
    new = row.person_id is None
    row.person_id = person
    if not row.sure:
        row.known = Known(how)
    row.save(update_fields=["person", "known"])
    if new:
        _log(by, row, at)
    if row.sure and row.address is not None:
        channels.link_by_staff(by=by, address=row.address, person=person, how=row.known, at=at)
    return row


def called_back(*, by: Actor, token: UUID, at: datetime) -> Call:
    """We called the number that stands in the file, and this person answered. Raises PhoneError without a number."""
    row = Call.objects.in_region(by.region).filter(token=token).first()
    known = people.person(region=by.region, id=row.person_id) if row and row.person_id else None
    if known is None or not known.phone:
        raise PhoneError(_("В деле нет номера. Попросите прийти с паспортом."))
    return learnt(by=by, token=token, how=Known.CALLED_BACK, person=known.id, at=at)


def _log(by: Actor, row: Call, at: datetime) -> None:
    """The person reads in their own list who looked for them on the phone, and why."""
    with override("ru"):
        purpose = _("Звонок по телефону")
    people.log_reading(
        by=by, at=at, person_ids=[row.person_id] if row.person_id else [], purpose=purpose, what=("call",)
    )


@transaction.atomic
def write(*, by: Actor, token: UUID, record: Record, at: datetime, over: bool = False) -> Call:
    """Keep what was asked and answered; with `over` the call has ended. It stands in the thread as a call.

    Raises NotAllowed, Missing, PhoneError (an ended call says what it was about).
    """
    row = held(by, token)
    if over and not record.about.strip():
        raise PhoneError(_("Напишите, о чём спрашивали: это прочтёт следующий, кто возьмёт трубку."))
    row.said_name, row.for_whom = record.said_name.strip()[:200], record.for_whom.strip()[:200]
    row.behalf = record.behalf if record.behalf in Behalf.values else Behalf.SELF
    row.about, row.answered = record.about.strip()[:LONGEST], record.answered.strip()[:LONGEST]
    if over and row.ended_at is None:
        row.ended_at = at
    row.save()
    if row.ended_at is not None and (row.thread or row.person_id):
        row.thread = _in_thread(by, row, at)
        row.save(update_fields=["thread"])
    return row


def _in_thread(by: Actor, row: Call, at: datetime) -> str:
    own = row.thread if row.person_id is None or row.sure else ""
    words = in_words(row)
    key = f"call-{row.token}"
    kept = talk.record_call(by=by, person=row.person_id, token=own, text=words, at=at, key=key)
    if row.thread and kept != row.thread:
        # A caller who only named a person speaks in a thread of their own; the person's holds the record alone.
        talk.record_call(by=by, person=None, token=row.thread, text=words, at=at, key=key)
        return row.thread
    return kept


def in_words(row: Call) -> str:
    """The record as the next colleague and the person read it, in Russian like all that staff keep."""
    with override("ru"):
        lines = [_("Звонок. Кто: %(who)s.") % {"who": _who(row)}]
        if row.behalf == Behalf.OTHER:
            lines.append(_("За кого: %(whom)s.") % {"whom": row.for_whom or _("не назвал")})
        if row.about:
            lines.append(_("О чём: %(about)s") % {"about": row.about})
        if row.answered:
            lines.append(_("Ответили: %(answered)s") % {"answered": row.answered})
    return "\n".join(lines)


def known_titles() -> dict[str, str]:
    """How it was learnt who calls, in the reader's language."""
    return {
        Known.UNKNOWN: _("не знаем, кто"), Known.NAMED: _("назвал имя и дату рождения"),
        Known.LETTERS: _("назвал номер заявления и буквы"), Known.CODE: _("назвал код для связи"),
        Known.CALLED_BACK: _("перезвонили по номеру из дела"),
    }  # fmt: skip


def _who(row: Call) -> str:
    return ", ".join(filter(None, (row.said_name or _("не назвался"), known_titles()[row.known])))


def one(*, by: Actor, token: UUID) -> Call:
    """The call. Raises NotAllowed, Missing."""
    may.answers.demand(by)
    found = Call.objects.in_region(by.region).filter(token=token).first()
    if found is None:
        raise Missing(str(token)[:6])
    return found


def recent(*, by: Actor, on: date, limit: int = 30) -> list[Call]:
    """The last calls of the region, the newest first. Raises NotAllowed."""
    may.answers.demand(by)
    return list(Call.objects.in_region(by.region).order_by("-began_at", "-id")[:limit])

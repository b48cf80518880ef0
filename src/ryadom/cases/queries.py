"""Questions that read: the queue in order, today's list, one case with its history; cost does not grow with rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case as When_
from django.db.models import Count, F, IntegerField, Q, QuerySet, Value, When

from ryadom.people.api import Actor, StaffMember, role, staff_members

from . import kinds, life, may, words
from .errors import Forbidden, Missing
from .models import Assignment, Case, CaseEvent, Note, Pause, Request, State
from .shapes import CaseView, Counts, Filters, Line, NoteView, Page, RequestView, Today

SOON = timedelta(days=3)
DECIDING = ("proposed", "approved", "returned", "closed")  # lines of history that are a word in the decision
MAX_PAGE = 200
EVERYTHING = Filters()


def queue(*, by: Actor, on: date, filters: Filters = EVERYTHING, page: int = 1, size: int = 30) -> Page:
    """The region's cases: overdue first, then the nearest promise, those without a promise and paused ones last."""
    _demand_worker(by)
    size = max(1, min(size, MAX_PAGE))
    rows = _filtered(by.region, on, filters)
    start = (max(1, page) - 1) * size
    found = in_order(rows, on)[start : start + size]
    return Page(views(by.region, found), rows.count(), max(1, page), size)


def in_order(rows: QuerySet[Case], on: date) -> QuerySet[Case]:
    """Overdue, then by promise, then without a promise; paused after all that runs, closed at the very end."""
    rank = When_(
        When(state=State.CLOSED, then=Value(3)),
        When(state=State.PAUSED, then=Value(2)),
        When(promised_on__lt=on, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return rows.annotate(rank=rank).order_by("rank", F("promised_on").asc(nulls_last=True), "opened_on", "id")


def mine(*, by: Actor, on: date, limit: int = MAX_PAGE) -> tuple[CaseView, ...]:
    """What lies on this actor's desk, or was helped by them, and is not closed."""
    _demand_worker(by)
    rows = _open(by.region).filter(Q(holder=by.account_id) | Q(helper=by.account_id))
    return views(by.region, in_order(rows, on)[:limit])


def today(*, by: Actor, on: date) -> Today:
    """Contacts due, requests that nobody answered in time, promises of the next three days."""
    _demand_worker(by)
    me = by.account_id
    left = Q(by=me) | Q(by=None)
    notes = Note.objects.in_region(by.region).filter(left, done_on=None, next_contact_on__lte=on)
    late = Request.objects.in_region(by.region).filter(answered_on=None, due_on__lt=on)
    late = late.filter(Q(case__holder=me) | Q(case__helper=me)).exclude(case__state=State.CLOSED)
    near = _open(by.region).filter(Q(holder=me) | Q(helper=me), promised_on__lte=on + SOON)
    return Today(
        _notes(by.region, notes.order_by("next_contact_on", "id")),
        tuple(_request(row) for row in late.select_related("case").order_by("due_on", "id")),
        views(by.region, in_order(near, on)),
    )


def counts(*, by: Actor, on: date) -> Counts:
    """How many are open, paused, overdue, without a holder, closed: numbers only, so observers may ask too."""
    if not (may.worker | role("observer", "methodologist"))(by):
        raise Forbidden
    is_open = Q(state=State.OPEN)
    found = Case.objects.in_region(by.region).aggregate(
        open=Count("id", filter=is_open),
        paused=Count("id", filter=Q(state=State.PAUSED)),
        overdue=Count("id", filter=is_open & Q(promised_on__lt=on)),
        free=Count("id", filter=~Q(state=State.CLOSED) & Q(holder=None)),
        closed=Count("id", filter=Q(state=State.CLOSED)),
    )
    return Counts(**found)


def one(*, by: Actor, token: UUID, on: date) -> CaseView:
    """One case, when this actor may read it. Raises Missing, also where reading is not allowed: existence tells too."""
    row = _joined(by.region).filter(token=token).first()
    if row is None or not may.read(by, may.Seen(row, by, on)):
        raise Missing
    return view(row)


def by_number(*, by: Actor, number: str, on: date) -> CaseView | None:
    """The case of that number, None when there is none that this actor may read."""
    row = _joined(by.region).filter(number=number.strip()).first()
    readable = row is not None and may.read(by, may.Seen(row, by, on))
    return view(row) if row is not None and readable else None


def of_number(region: str, number: str) -> Case | None:
    """The row of that number. Asks no permission: whoever calls asks for its letters."""
    return _joined(region).filter(number=number).first()


def persons_of_number(region: str, text: str) -> tuple[UUID, ...]:
    """Whom the case of that number is about: lets the staff's search find a person by it."""
    text = text.strip()
    if text.count("-") != 2:
        return ()
    return tuple(Case.objects.in_region(region).filter(number=text).values_list("person", flat=True))


def many(*, region: str, tokens: Collection[UUID]) -> dict[UUID, CaseView]:
    """Cases by token, absent ones left out. Asks no permission: the room that calls has asked."""
    return {row.token: row for row in views(region, _joined(region).filter(token__in=tokens))}


def of_persons(*, region: str, persons: Collection[UUID]) -> tuple[CaseView, ...]:
    """All cases about these persons, the newest first. Asks no permission."""
    rows = _joined(region).filter(person__in=persons).order_by("-opened_on", "-id")
    return views(region, rows[:MAX_PAGE])


def history(*, region: str, tokens: Collection[UUID]) -> dict[UUID, tuple[Line, ...]]:
    """The lines of these cases, the oldest first. Asks no permission."""
    found: dict[UUID, list[Line]] = {token: [] for token in tokens}
    rows = CaseEvent.objects.in_region(region).filter(case__token__in=tokens).order_by("id")
    for row in rows.select_related("case").only(
        "at", "on", "who", "what", "for_person", "for_staff", "values", "case__token"
    ):
        found[row.case.token].append(_line(row))
    return {token: tuple(lines) for token, lines in found.items()}


def requests(*, region: str, tokens: Collection[UUID]) -> dict[UUID, tuple[RequestView, ...]]:
    """Requests to authorities by case, in order of sending. Asks no permission."""
    found: dict[UUID, list[RequestView]] = {token: [] for token in tokens}
    rows = Request.objects.in_region(region).filter(case__token__in=tokens).select_related("case").order_by("id")
    for row in rows:
        found[row.case.token].append(_request(row))
    return {token: tuple(views) for token, views in found.items()}


def notes(*, by: Actor, person: UUID) -> tuple[NoteView, ...]:
    """What staff noted about a person, the newest first."""
    _demand_worker(by)
    rows = Note.objects.in_region(by.region).filter(person=person)
    return _notes(by.region, rows.order_by("-id")[:MAX_PAGE])


def pauses(*, region: str, token: UUID) -> tuple[life.Break, ...]:
    """When the clock stood."""
    rows = Pause.objects.in_region(region).filter(case__token=token).order_by("id")
    return tuple(life.Break(row.starts, row.ends) for row in rows)


def deciders(*, region: str, tokens: Collection[UUID]) -> dict[UUID, frozenset[int]]:
    """Accounts that held each case or had a word in deciding it: an appeal goes to somebody else."""
    found: dict[UUID, set[int]] = {token: set() for token in tokens}
    rows = Assignment.objects.in_region(region).filter(case__token__in=tokens, role="holder")
    words_in = CaseEvent.objects.in_region(region).filter(
        case__token__in=tokens, what__in=DECIDING, account__isnull=False
    )
    pairs = (*rows.values_list("case__token", "account"), *words_in.values_list("case__token", "account"))
    for token, account in pairs:
        found[token].add(account)
    return {token: frozenset(accounts) for token, accounts in found.items()}


def views(region: str, rows: Iterable[Case]) -> tuple[CaseView, ...]:
    """Rows as frozen values, the names of staff in one query. Also for a room whose own rows were joined to theirs.

    Such a join has named the region of its own rows only, so a case of another region is left out here.
    """
    found = [row for row in rows if row.region == region]
    accounts = {account for row in found for account in (row.holder_id, row.helper_id) if account is not None}
    staff = staff_members(region=region, account_ids=accounts) if accounts else {}
    return tuple(_view(row, staff) for row in found)


def view(row: Case) -> CaseView:
    """One row as the frozen value that crosses the door."""
    return views(row.region, [row])[0]


def _view(row: Case, staff: Mapping[int, StaffMember]) -> CaseView:
    kind = kinds.get(row.kind)
    return CaseView(
        token=row.token,
        region=row.region,
        number=row.number,
        kind=row.kind,
        kind_title=words.read(kind.title, {}),
        title=row.title,
        person=row.person_id,
        person_name=str(row.person),
        applicant=row.applicant_id,
        situation=row.situation,
        channel=row.channel,
        opened_on=row.opened_on,
        promised_on=row.promised_on,
        first_promised_on=row.first_promised_on,
        term=life.Term(row.term_days, row.term_working) if row.term_days is not None else None,
        may_pause=row.may_pause,
        state=row.state,
        stage=row.stage,
        stage_title=words.read(kind.stage(row.stage).title, {}),
        holder=staff.get(row.holder_id or 0),
        helper=staff.get(row.helper_id or 0),
        closed_on=row.closed_on,
        outcome=row.outcome,
        outcome_title=words.read(kind.outcomes.get(row.outcome, ""), {}),
        appeal_of=row.appeal_of.token if row.appeal_of else None,
        codeword=row.codeword,
        version=row.version,
    )


def _filtered(region: str, on: date, filters: Filters) -> QuerySet[Case]:
    rows = _joined(region)
    if not filters.closed and not filters.state:
        rows = rows.exclude(state=State.CLOSED)
    exact = {
        "kind__in": filters.kinds,
        "state": filters.state,
        "stage": filters.stage,
        "holder": filters.holder,
        "number__contains": filters.number.strip(),
        "situation": filters.situation,
        "opened_on__gte": filters.opened_from,
        "opened_on__lte": filters.opened_to,
    }
    rows = rows.filter(**{key: value for key, value in exact.items() if value})
    if filters.free:
        rows = rows.filter(holder=None)
    if filters.overdue:
        rows = rows.filter(state=State.OPEN, promised_on__lt=on)
    return rows


def _joined(region: str) -> QuerySet[Case]:
    return Case.objects.in_region(region).select_related("person", "appeal_of")


def _open(region: str) -> QuerySet[Case]:
    return _joined(region).exclude(state=State.CLOSED)


def _demand_worker(by: Actor) -> None:
    if not may.worker(by):
        raise Forbidden


def _line(row: CaseEvent) -> Line:
    return Line(
        row.at,
        row.on,
        words.read(row.who, {}),
        row.what,
        words.read(row.for_person, row.values),
        words.read(row.for_staff, row.values),
    )


def _request(row: Request) -> RequestView:
    return RequestView(
        row.token, row.case.token, row.authority, row.subject, row.key, row.sent_on, row.due_on, row.answered_on,
        row.answer, row.positive,
    )  # fmt: skip


def _notes(region: str, rows: QuerySet[Note]) -> tuple[NoteView, ...]:
    found = list(rows.select_related("case", "person"))
    staff = staff_members(region=region, account_ids={row.by_id for row in found if row.by_id}) if found else {}
    return tuple(_note(row, staff) for row in found)


def _note(row: Note, staff: Mapping[int, StaffMember]) -> NoteView:
    case, number = (row.case.token, row.case.number) if row.case else (None, "")
    by = staff[row.by_id].name if row.by_id and row.by_id in staff else ""
    return NoteView(
        row.token,
        row.person_id,
        str(row.person),
        case,
        number,
        row.text,
        row.next_contact_on,
        row.done_on,
        by,
        row.at,
        row.about,
    )

"""The demonstration's applications: one in every state that a claim can be in, told as short scenes.

Every step is a verb of this room, of cases, papers or people, taken by whoever may take it, on a clock that moves from
months ago to this morning. A scene that today's rules no longer allow (the cast is of 2026) is left out and named in the log;
the others stay.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import structlog
from django.db import transaction
from PIL import Image, ImageDraw

from ryadom.cases import api as cases
from ryadom.measures import api
from ryadom.measures.rulings import flat
from ryadom.packs import api as packs
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.people.api import Actor, NewFact, Whose
from ryadom.regions.clock import local
from ryadom.rules import api as rules
from ryadom.rules.api import FactRef, FactValue

CAST = Path(__file__).resolve().parents[3] / "demo" / "cast"
HERE, THERE = "RU-CHE", "RU-SAK"
NAMES = UUID("6d0f3c5a-52cf-4a3c-9a44-6f2a0a1c2f10")
NOT_CHECKED = "демонстрация, не проверено по тексту акта"
PROMISED = (
    api.ClaimError,
    api.NotPossible,
    api.BadSnapshot,
    cases.CaseError,
    papers.NotAccepted,
    LookupError,
    ValueError,
)
log = structlog.get_logger(__name__)

Scene = Callable[["Day"], None]


@dataclass(frozen=True)
class Day:
    """A day of the demonstration in one region: who works, by which rules, and what the people said."""

    region: str
    now: datetime
    back: float = 0
    said: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)

    def ago(self, days: float) -> "Day":
        return replace(self, back=days)

    @property
    def at(self) -> datetime:
        return self.now - timedelta(days=self.back)

    @property
    def on(self) -> date:
        return local(self.at, self.region).date()

    @property
    def when(self) -> dict[str, Any]:
        return {"on": self.on, "at": self.at}

    @cached_property
    def book(self) -> rules.Rulebook:
        return rules.rulebook(self.region, self.on)

    def staff(self, role: str, number: int = 0) -> Actor:
        found = people.staff_with_role(region=self.region, role=role, on=self.on)
        return people.actor(account_id=found[number].account_id, region=self.region, on=self.on)

    @property
    def curator(self) -> Actor:
        return self.staff("curator")

    @property
    def specialist(self) -> Actor:
        return self.staff("specialist", -1)

    @property
    def second(self) -> Actor:
        """The specialist who had nothing to do with the first decision."""
        return self.staff("specialist", 0)

    @property
    def head(self) -> Actor:
        return self.staff("head")

    def person(self, cast: str) -> people.Person:
        """The one who came, found by name as staff would find them. Raises LookupError."""
        head = self._told(cast)["facts"]["persons"][0]
        name, *rest = head["name"].split()
        found = people.alike(region=self.region, surname=rest[-1], name=name)
        if not found:
            raise LookupError(cast)
        return found[0]

    def resident(self, cast: str) -> Actor | None:
        """The person at home, where they have a login."""
        known = people.identities_of(region=self.region, person_id=self.person(cast).id)
        return people.actor(account_id=known[0].account_id, region=self.region, on=self.on) if known else None

    def member(self, cast: str, name: str) -> str:
        """The subject of a measure: a child by first name, or the family."""
        if name == "family":
            return name
        family = people.family_of(region=self.region, person_id=self.person(cast).id, on=self.on)
        members = family.members if family else ()
        return next(str(one.person.id) for one in members if one.person.name == name)

    def request(self, cast: str, measure: str) -> dict[str, FactValue]:
        """What the person writes into an application of their own: the request's facts, and the marks of its measure."""
        told = self._told(cast)["facts"]
        found = {key: _value(raw) for key, raw in (told.get("application") or {}).items()}
        for section, prefix in (("received", "received"), ("attested", "attested"), ("documents", "document")):
            for key, raw in (told.get(section) or {}).items():
                if key.partition("/")[0].partition("@")[0] == measure:
                    found[f"{prefix}:{key}"] = _value(raw)
        return found

    def _told(self, cast: str) -> dict[str, Any]:
        if cast not in self.said:
            (document,) = packs.read_documents((CAST / f"{cast}.yaml").read_text("utf-8"), cast)
            self.said[cast] = dict(document.data)
        return self.said[cast]


def _value(raw: Any) -> FactValue:
    return FactValue(raw["value"] if isinstance(raw, dict) else raw, "said")


def load(at: datetime) -> None:
    """Confirmations first, then every scene by itself: one that cannot be told takes nothing else with it."""
    for region, scenes in ((HERE, _scenes_here()), (THERE, (tsoy_got_it, tsoy_waits))):
        day = Day(region, at)
        for scene in (confirmations, *scenes):
            _tell(scene, day)


def _tell(scene: Scene, day: Day) -> None:
    try:
        with transaction.atomic():
            scene(day)
    except (*PROMISED, IndexError, StopIteration) as obstacle:
        log.warning(
            "demonstration_scene_left_out", scene=scene.__name__, region=day.region, fault=type(obstacle).__name__
        )


def _scenes_here() -> Iterator[Scene]:
    yield from (
        galina_waits_for_answers, ivanovy_status, ivanovy_utilities, ivanovy_outfit_is_late, ivanovy_elsewhere,
        kim_is_in_the_queue, kim_camp, kim_sent_twice, kim_did_not_bring, gusevy_appeal, gusevy_draft,
        morozovy_wait_for_the_head, morozovy_elsewhere, belovy_first_child, belovy_second_child, belovy_too_young,
        tikhonovy_must_bring, tikhonovy_sanatorium, akhmetovy_status, akhmetovy_took_back, zhukova_elsewhere,
        lebedeva_got_it, notes,
    )  # fmt: skip


# --- steps ----------------------------------------------------------------------------------------------------------


def _apply(
    day: Day, cast: str, measure: str, subject: str = "family", *, situation: str, paper: bool = False
) -> api.ClaimView:
    """Home and identified: by the site. Else at the office, on paper, with the curator's help."""
    claim = _draft(day, cast, measure, subject, situation=situation, paper=paper)
    me = None if paper else day.resident(cast)
    if me is not None and me.at_least("identified"):
        return api.send(by=me, claim=claim.token, book=day.book, **day.when)
    return api.sign_on_paper(by=day.curator, claim=claim.token, book=day.book, **day.when)


def _draft(day: Day, cast: str, measure: str, subject: str, *, situation: str, paper: bool = False) -> api.ClaimView:
    me = None if paper else day.resident(cast)
    return api.start_draft(
        by=me or day.curator, form_token=uuid5(NAMES, f"{cast} {measure} {subject} {day.back}"),
        person=day.person(cast).id, measure=measure, subject=day.member(cast, subject),
        facts=day.request(cast, measure), channel="web" if me else "office", book=day.book, situation=situation,
        **day.when,
    )  # fmt: skip


def _answered(day: Day, claim: api.ClaimView, *, all_but: int = 0) -> None:
    """The authorities answered; `all_but`: so many of them have not."""
    assert claim.case is not None
    asked = cases.requests(region=day.region, tokens=[claim.case.token]).get(claim.case.token, ())
    for one in asked[: len(asked) - all_but]:
        cases.answer_request(by=day.curator, request=one.token, answer="Подтверждено.", positive=True, **day.when)


def _take(day: Day, claim: api.ClaimView, by: Actor | None = None) -> None:
    assert claim.case is not None
    cases.take(by=by or day.specialist, case=claim.case.token, **day.when)


def _bring(day: Day, cast: str, claim: api.ClaimView, document: str, accepted: bool | None = True) -> None:
    """A photo from a phone, looked at by staff."""
    person = day.person(cast)
    me = day.resident(cast) or day.curator
    title = next(
        one.needed.title for one in api.documents(by=me, token=claim.token, on=day.on) if one.needed.id == document
    )
    paper = papers.add(
        region=day.region, owner=person.id, kind=document, title=title, files=[("photo.png", _photo(document))],
        account=me.account_id, at=day.at,
    )  # fmt: skip
    api.attach_paper(by=me, claim=claim.token, paper=paper.token, document=document, **day.when)
    if accepted is not None:
        note = "" if accepted else "Не видно печати, снимите ещё раз."
        api.check_paper(by=day.curator, claim=claim.token, paper=paper.token, accepted=accepted, note=note, **day.when)


def _bring_all(day: Day, cast: str, claim: api.ClaimView) -> None:
    for one in api.documents(by=day.curator, token=claim.token, on=day.on):
        if one.missing:
            _bring(day, cast, claim, one.needed.id)


def _photo(word: str) -> bytes:
    """A sheet of paper on a table: lines, a stamp, no name of anybody."""
    picture = Image.new("RGB", (600, 840), "#8a7f70")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 40, 560, 800), fill="#fbfaf6")
    for row in range(14):
        draw.line(
            (90, 130 + row * 40, 300 + (len(word) * 37 + row * 53) % 200, 130 + row * 40), fill="#55606a", width=5
        )
    draw.ellipse((400, 640, 520, 760), outline="#3b5fa0", width=6)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _proved(day: Day, cast: str, claim: api.ClaimView) -> None:
    """The specialist saw papers for everything that was only said and decides something."""
    found = api.assess(by=day.specialist, token=claim.token, book=day.book, on=day.on)
    said = day.request(cast, claim.measure)
    refs = {ref.id: ref for one in flat(found.criteria) for ref in one.facts}
    amount = (FactRef.of(key) for key in said)
    for ref in {**refs, **{one.id: one for one in amount}}.values():
        if ref.id in said:
            source = "register" if ref.prefix == "received" else "document"
            api.prove(
                by=day.specialist, claim=claim.token, ref=ref.id, value=said[ref.id].value, source=source,
                book=day.book, **day.when,
            )  # fmt: skip
    _prove_file(day, cast, [ref for ref in refs.values() if not ref.prefix and ref.id not in said])


def _prove_file(day: Day, cast: str, refs: list[FactRef]) -> None:
    """Words in the file that a paper confirmed."""
    person = day.person(cast)
    family = people.family_of(region=day.region, person_id=person.id, on=day.on)
    assert family is not None
    of_home = [Whose("family", family.id), *([Whose("dwelling", family.dwelling.id)] if family.dwelling else [])]
    subjects = [Whose("person", one.person.id) for one in family.members]
    known = people.facts_of(region=day.region, subjects=[*subjects, *of_home], on=day.on)
    asked = {(ref.key, ref.person) for ref in refs}
    facts = [
        NewFact(whose, key, fact.value, "document")
        for whose, held in known.items()
        for key, fact in held.items()
        if (key, str(whose.id) if whose.of == "person" else None) in asked and not fact.proved
    ]
    if facts:
        catalogue = people.Catalogue.of(kind.file.kind(key) for key, kind in day.book.facts.items())
        people.record_facts(by=day.curator, facts=facts, catalogue=catalogue, **day.when)


def _grant(day: Day, claim: api.ClaimView, **more: Any) -> None:
    api.decide_grant(
        by=day.specialist, claim=claim.token, book=day.book, payer="Центр выплат (демонстрация)", **more, **day.when
    )


def _approve(day: Day, claim: api.ClaimView) -> None:
    api.approve(by=day.head, claim=claim.token, book=day.book, **day.when)


def _refuse(day: Day, claim: api.ClaimView, ground: str = api.CRITERIA) -> None:
    found = api.assess(by=day.specialist, token=claim.token, book=day.book, on=day.on)
    criteria = tuple(one.id for one in api.unmet(found)[:1]) if ground == api.CRITERIA else ()
    api.decide_refuse(by=day.specialist, claim=claim.token, book=day.book, ground=ground, criteria=criteria, **day.when)


def _elsewhere(day: Day, cast: str, measure: str, subject: str, situation: str) -> Callable[..., None]:
    """The sheet is printed; what follows are the person's own marks."""
    by = day.resident(cast) or day.curator
    filing = api.print_sheet(
        by=by, person=day.person(cast).id, measure=measure, subject=day.member(cast, subject),
        channel="web" if by.person_id else "office", book=day.book, on=day.on, situation=situation,
    )  # fmt: skip

    def mark(later: Day, what: str, **more: Any) -> None:
        api.mark_external(by=by, filing=filing.token, mark=what, day=later.on, **later.when, **more)

    return mark


# --- scenes ---------------------------------------------------------------------------------------------------------


def confirmations(day: Day) -> None:
    """Two methodologists of the demonstration let some samples be granted here; everybody can read that it is a show."""
    day = day.ago(140)
    wanted = (
        "large-family-utilities", "service-child-payment", "foster-family-car", "country-camp-free",
        "gas-registration", "gas-equipment", "school-outfit", "sakhalin-school-preparation",
    )  # fmt: skip
    first = day.staff("methodologist")
    second = day.staff("methodologist", -1) if day.region == HERE else day.head
    for measure in wanted:
        if measure in day.book.measures:
            version = day.book.measures[measure].versions[-1].file.from_
            kept = api.confirm(
                by=first, measure=measure, version_from=version, act=NOT_CHECKED, act_date=day.on, book=day.book,
                note=NOT_CHECKED, **day.when,
            )  # fmt: skip
            api.confirm_second(by=second, confirmation=kept.token, at=day.at)


def galina_waits_for_answers(day: Day) -> None:
    """Registered for gas by the site; two authorities answered, one has not."""
    claim = _apply(day.ago(9), "galina", "gas-registration", situation="gas")
    _bring(day.ago(8.9), "galina", claim, "application")
    _take(day.ago(7), claim)
    _answered(day.ago(4), claim, all_but=1)


def ivanovy_status(day: Day) -> None:
    """A status, not money: one specialist decides."""
    claim = _apply(day.ago(118), "ivanovy", "regional-large-family-status", situation="large-family")
    _answered(day.ago(114), claim)
    _proved(day.ago(112), "ivanovy", claim)
    _grant(day.ago(111), claim)


def ivanovy_utilities(day: Day) -> None:
    """Granted with an award for a year."""
    claim = _apply(day.ago(76), "ivanovy", "large-family-utilities", situation="utilities")
    _bring(day.ago(75), "ivanovy", claim, "account")
    _answered(day.ago(71), claim)
    _proved(day.ago(70), "ivanovy", claim)
    _grant(day.ago(69), claim)
    _approve(day.ago(68), claim)


def ivanovy_outfit_is_late(day: Day) -> None:
    """The size for this year is not entered: nobody can grant it, and the promised day has passed."""
    claim = _apply(day.ago(47), "ivanovy", "school-outfit", "Оля", situation="school")
    _bring(day.ago(46), "ivanovy", claim, "account")
    _answered(day.ago(42), claim)
    _take(day.ago(40), claim)
    _apply(day.ago(22), "ivanovy", "school-outfit", "Миша", situation="school")


def ivanovy_elsewhere(day: Day) -> None:
    """The unified benefit is decided by the Social Fund: got for one child, filed for another, refused for none."""
    mark = _elsewhere(day.ago(60), "ivanovy", "unified-child-benefit", "Оля", "low-income")
    mark(day.ago(58), "filed")
    mark(day.ago(35), "got", amount=_sum("12675.75"))
    mark = _elsewhere(day.ago(12), "ivanovy", "unified-child-benefit", "Миша", "low-income")
    mark(day.ago(10), "filed")


def kim_is_in_the_queue(day: Day) -> None:
    """The right to the car is confirmed; the year's places are not entered, so the family waits in the queue."""
    claim = _apply(day.ago(64), "kim", "foster-family-car", situation="foster")
    _bring_all(day.ago(63), "kim", claim)
    _answered(day.ago(58), claim)
    _proved(day.ago(56), "kim", claim)
    _grant(day.ago(55), claim)
    _approve(day.ago(54), claim)


def kim_camp(day: Day) -> None:
    """A trip to a camp, granted without a sum; the certificate for another child is a photo that will not do."""
    claim = _apply(day.ago(38), "kim", "country-camp-free", "Егор", situation="camp")
    _bring_all(day.ago(37), "kim", claim)
    _answered(day.ago(34), claim)
    _proved(day.ago(33), "kim", claim)
    _grant(day.ago(32), claim)
    claim = _apply(day.ago(15), "kim", "country-camp-free", "Даша", situation="camp")
    _bring(day.ago(14), "kim", claim, "medical", accepted=False)


def kim_sent_twice(day: Day) -> None:
    """The same on paper a day later: closed as a duplicate, nothing lost."""
    claim = _apply(day.ago(36), "kim", "country-camp-free", "Никита", situation="camp", paper=True)
    _refuse(day.ago(35), claim, "duplicate")


def kim_did_not_bring(day: Day) -> None:
    """The only ground that waits for a paper: asked, reminded, not brought."""
    claim = _apply(day.ago(52), "kim", "country-camp-free", "Алина", situation="camp")
    api.ask_for_paper(by=day.curator, claim=claim.token, document="medical", until=day.ago(36).on, **day.ago(50).when)
    _answered(day.ago(46), claim)
    _refuse(day.ago(31), claim, "paper_not_brought")


def gusevy_appeal(day: Day) -> None:
    """Refused by the years of residence, with the numbers; the family does not agree, and another person looks."""
    claim = _apply(day.ago(49), "gusevy", "foster-family-car", situation="foster", paper=True)
    _answered(day.ago(45), claim)
    _refuse(day.ago(41), claim)
    later = day.ago(11)
    tried = api.appeal(
        by=later.curator, claim=claim.token, channel="office", calendar=api.calendar_of(later.book),
        text="Мы живём в области с 2023 года, просто прописались позже. Посмотрите договор найма.", **later.when,
    )  # fmt: skip
    cases.take(by=day.second, case=tried.case, **day.ago(10).when)


def gusevy_draft(day: Day) -> None:
    """Filled at the office, not signed yet: kept for thirty days."""
    _draft(day.ago(6), "gusevy", "country-camp-free", "Лиза", situation="camp", paper=True)


def morozovy_wait_for_the_head(day: Day) -> None:
    """Proposed three days ago, the head has not looked yet."""
    claim = _apply(day.ago(19), "morozovy", "large-family-utilities", situation="utilities")
    _bring(day.ago(18), "morozovy", claim, "account")
    _answered(day.ago(13), claim)
    _proved(day.ago(5), "morozovy", claim)
    _grant(day.ago(3), claim)


def morozovy_elsewhere(day: Day) -> None:
    """The Social Fund refused by 312 roubles; here the family sees the sum."""
    mark = _elsewhere(day.ago(90), "morozovy", "unified-child-benefit", "Кира", "low-income")
    mark(day.ago(88), "filed")
    mark(day.ago(66), "refused", note="Отказали без объяснений.")
    _apply(day.ago(4), "morozovy", "school-outfit", "Кира", situation="school")


def belovy_first_child(day: Day) -> None:
    claim = _apply(day.ago(97), "belovy", "service-child-payment", "Вика", situation="serviceman-family")
    _decided(day, "belovy", claim, 95, {f"received:service-child-payment@{claim.subject}": False})
    _approve(day.ago(88), claim)


def belovy_second_child(day: Day) -> None:
    claim = _apply(day.ago(14), "belovy", "service-child-payment", "Костя", situation="serviceman-family")
    _decided(day, "belovy", claim, 9, {f"received:service-child-payment@{claim.subject}": False})


def _decided(day: Day, cast: str, claim: api.ClaimView, back: float, marks: dict[str, object]) -> None:
    """Papers, answers, proofs, and what the specialist found in the registers of this room; then the proposal."""
    _bring_all(day.ago(back), cast, claim)
    _answered(day.ago(back - 1), claim)
    _proved(day.ago(back - 2), cast, claim)
    moment = day.ago(back - 2)
    for ref, value in marks.items():
        api.prove(
            by=moment.specialist,
            claim=claim.token,
            ref=ref,
            value=value,
            source="register",
            book=moment.book,
            **moment.when,
        )
    _grant(day.ago(back - 3), claim)


def belovy_too_young(day: Day) -> None:
    """Refused by age, with the day from which it is possible."""
    claim = _apply(day.ago(83), "belovy", "country-camp-free", "Костя", situation="camp")
    _answered(day.ago(79), claim)
    _refuse(day.ago(77), claim)


def tikhonovy_must_bring(day: Day) -> None:
    """A certificate that only the person has: asked for, with a day."""
    claim = _apply(day.ago(10), "tikhonovy", "country-camp-free", "Ваня", situation="camp")
    moment = day.ago(3)
    _take(moment, claim)
    api.ask_for_paper(
        by=moment.specialist, claim=claim.token, document="medical", until=day.on + timedelta(days=7), **moment.when
    )


def tikhonovy_sanatorium(day: Day) -> None:
    """Nobody has taken it yet."""
    _apply(day.ago(2), "tikhonovy", "sanatorium-trip", "Ваня", situation="disability")


def akhmetovy_status(day: Day) -> None:
    """On paper at the office; the student's certificate is on its way."""
    claim = _apply(day.ago(8), "akhmetovy", "regional-large-family-status", situation="large-family")
    _take(day.ago(6), claim, day.second)
    _answered(day.ago(5), claim, all_but=1)


def akhmetovy_took_back(day: Day) -> None:
    """The mother changed her mind and said so at the office."""
    claim = _apply(day.ago(28), "akhmetovy", "school-outfit", "Ленар", situation="school")
    _refuse(day.ago(24), claim, "withdrawn")


def zhukova_elsewhere(day: Day) -> None:
    """The funeral benefit is the Social Fund's: filed, not answered yet; the supplement is only printed."""
    mark = _elsewhere(day.ago(24), "zhukova", "funeral-benefit", "Тамара", "death")
    mark(day.ago(20), "filed")
    _elsewhere(day.ago(5), "zhukova", "pension-supplement", "Тамара", "old-age")


def lebedeva_got_it(day: Day) -> None:
    mark = _elsewhere(day.ago(70), "lebedeva", "birth-payment", "Ева", "birth")
    mark(day.ago(68), "filed")
    mark(day.ago(55), "got", amount=_sum("28450.45"))


def notes(day: Day) -> None:
    """«Сегодня» of the curator: one late, two for today, one for later."""
    wanted = (
        ("zhukova", 6, -1, "Спросить, пришёл ли ответ из Социального фонда."),
        ("galina", 3, 0, "Позвонить: объяснить, что договор подписывать только после уведомления."),
        ("tikhonovy", 2, 0, "Напомнить про медицинскую справку для лагеря."),
        ("gusevy", 1, 4, "Привезут договор найма."),
    )
    for cast, back, next_in, text in wanted:
        moment = day.ago(back)
        cases.note(
            by=moment.curator, person=day.person(cast).id, text=text, next_contact_on=day.on + timedelta(days=next_in),
            **moment.when,
        )  # fmt: skip


def tsoy_got_it(day: Day) -> None:
    """Collected here, decided elsewhere: the answer is written down."""
    claim = _apply(day.ago(44), "tsoy", "sakhalin-school-preparation", "Тимофей", situation="school")
    later = day.ago(20)
    api.register_outcome(by=later.specialist, claim=claim.token, got=True, amount=_sum("15000"), **later.when)


def tsoy_waits(day: Day) -> None:
    """The card first: sent all the same, waiting."""
    _apply(day.ago(7), "tsoy", "sakhalin-food-certificate", situation="low-income")


def _sum(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)

"""A day of the demonstration: who works, what the cast said, and the steps that scenes are made of (see `demo.py`)."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

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
NAMES = UUID("6d0f3c5a-52cf-4a3c-9a44-6f2a0a1c2f10")


@dataclass(frozen=True)
class Day:
    """A day of the demonstration in one region: who works, by which rules, and what the people said."""

    region: str
    now: datetime
    back: float = 0
    memory: dict[Any, Any] = field(default_factory=dict, repr=False)

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

    def _once(self, key: Any, find: Callable[[], Any]) -> Any:
        """Asked of the database once in the whole demonstration: people and staff stay who they are."""
        if key not in self.memory:
            self.memory[key] = find()
        return self.memory[key]

    def staff(self, role: str, number: int = 0) -> Actor:
        found: Actor = self._once((self.region, role, number), lambda: self._staff(role, number))
        return found

    def _staff(self, role: str, number: int) -> Actor:
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
        """The one who came. Raises LookupError."""
        found: people.Person = self._once(("person", cast), lambda: self._person(cast))
        return found

    def _person(self, cast: str) -> people.Person:
        """Found by name, as staff would find them."""
        head = self._told(cast)["facts"]["persons"][0]
        name, *rest = head["name"].split()
        found = people.alike(region=self.region, surname=rest[-1], name=name)
        if not found:
            raise LookupError(cast)
        return found[0]

    def resident(self, cast: str) -> Actor | None:
        """The person at home, where they have a login."""
        found: Actor | None = self._once(("resident", cast), lambda: self._resident(cast))
        return found

    def _resident(self, cast: str) -> Actor | None:
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
        """What the person writes into an application: the facts of the request, and the marks of its measure."""
        told = self._told(cast)["facts"]
        found = {key: _value(raw) for key, raw in (told.get("application") or {}).items()}
        for section, prefix in (("received", "received"), ("attested", "attested"), ("documents", "document")):
            for key, raw in (told.get(section) or {}).items():
                if key.partition("/")[0].partition("@")[0] == measure:
                    found[f"{prefix}:{key}"] = _value(raw)
        return found

    def _told(self, cast: str) -> dict[str, Any]:
        found: dict[str, Any] = self._once(("told", cast), lambda: _read(cast))
        return found


def _read(cast: str) -> dict[str, Any]:
    (document,) = packs.read_documents((CAST / f"{cast}.yaml").read_text("utf-8"), cast)
    data: Any = document.data
    return dict(data)


def _value(raw: Any) -> FactValue:
    return FactValue(raw["value"] if isinstance(raw, dict) else raw, "said")


# --- steps ----------------------------------------------------------------------------------------------------------


def apply(
    day: Day, cast: str, measure: str, subject: str = "family", *, situation: str, paper: bool = False
) -> api.ClaimView:
    """Home and identified: by the site. Else at the office, on paper, with the curator's help."""
    claim = draft(day, cast, measure, subject, situation=situation, paper=paper)
    me = None if paper else day.resident(cast)
    if me is not None and me.at_least("identified"):
        return api.send(by=me, claim=claim.token, book=day.book, **day.when)
    return api.sign_on_paper(by=day.curator, claim=claim.token, book=day.book, **day.when)


def draft(day: Day, cast: str, measure: str, subject: str, *, situation: str, paper: bool = False) -> api.ClaimView:
    me = None if paper else day.resident(cast)
    return api.start_draft(
        by=me or day.curator, form_token=uuid5(NAMES, f"{cast} {measure} {subject} {day.back}"),
        person=day.person(cast).id, measure=measure, subject=day.member(cast, subject),
        facts=day.request(cast, measure), channel="web" if me else "office", book=day.book, situation=situation,
        **day.when,
    )  # fmt: skip


def answered(day: Day, claim: api.ClaimView, *, all_but: int = 0) -> None:
    """The authorities answered; `all_but`: so many of them have not."""
    assert claim.case is not None
    asked = cases.requests(region=day.region, tokens=[claim.case.token]).get(claim.case.token, ())
    for one in asked[: len(asked) - all_but]:
        cases.answer_request(by=day.curator, request=one.token, answer="Подтверждено.", positive=True, **day.when)


def take(day: Day, claim: api.ClaimView, by: Actor | None = None) -> None:
    assert claim.case is not None
    cases.take(by=by or day.specialist, case=claim.case.token, **day.when)


def bring(day: Day, cast: str, claim: api.ClaimView, document: str, accepted: bool | None = True) -> None:
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


def bring_all(day: Day, cast: str, claim: api.ClaimView) -> None:
    for one in api.documents(by=day.curator, token=claim.token, on=day.on):
        if one.missing:
            bring(day, cast, claim, one.needed.id)


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


def proved(day: Day, cast: str, claim: api.ClaimView) -> None:
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


def grant(day: Day, claim: api.ClaimView, **more: Any) -> None:
    api.decide_grant(
        by=day.specialist, claim=claim.token, book=day.book, payer="Центр выплат (демонстрация)", **more, **day.when
    )


def approve(day: Day, claim: api.ClaimView) -> None:
    api.approve(by=day.head, claim=claim.token, book=day.book, **day.when)


def refuse(day: Day, claim: api.ClaimView, ground: str = api.CRITERIA) -> None:
    found = api.assess(by=day.specialist, token=claim.token, book=day.book, on=day.on)
    criteria = tuple(one.id for one in api.unmet(found)[:1]) if ground == api.CRITERIA else ()
    api.decide_refuse(by=day.specialist, claim=claim.token, book=day.book, ground=ground, criteria=criteria, **day.when)


def elsewhere(day: Day, cast: str, measure: str, subject: str, situation: str) -> Callable[..., None]:
    """The sheet is printed; what follows are the person's own marks."""
    by = day.resident(cast) or day.curator
    filing = api.print_sheet(
        by=by, person=day.person(cast).id, measure=measure, subject=day.member(cast, subject),
        channel="web" if by.person_id else "office", book=day.book, on=day.on, situation=situation,
    )  # fmt: skip

    def mark(later: Day, what: str, **more: Any) -> None:
        api.mark_external(by=by, filing=filing.token, mark=what, day=later.on, **later.when, **more)

    return mark


def decided(day: Day, cast: str, claim: api.ClaimView, back: float, marks: dict[str, object]) -> None:
    """Papers, answers, proofs, and what the specialist found in the registers of this room; then the proposal."""
    bring_all(day.ago(back), cast, claim)
    answered(day.ago(back - 1), claim)
    proved(day.ago(back - 2), cast, claim)
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
    grant(day.ago(back - 3), claim)

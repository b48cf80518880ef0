"""The whole page of a draft as forms: filled from what is kept, read from what was sent, and back to plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from ryadom.desks.curator.drafting import writing
from ryadom.desks.curator.drafting.choices import window_code
from ryadom.desks.curator.drafting.forms import (
    AboutForm,
    AmountForm,
    ByActForm,
    ConditionForm,
    PaperForm,
    PersonForm,
    StepForm,
    TermForm,
)
from ryadom.desks.curator.drafting.rows import Rows
from ryadom.rules.api import Act, Draft, Rulebook

Place = tuple[str | int, ...]
LISTS: dict[str, tuple[str, ...]] = {"c": ("who", "criteria"), "d": ("documents",), "s": ("steps",)}


@dataclass(frozen=True)
class Written:
    """What the forms say, as the door of the rules takes it."""

    content: dict[str, Any]
    laws: dict[str, str]
    cases: list[dict[str, Any]]
    starts: date | None
    act: Act | None


def version_at(draft: Draft) -> int:
    """Which version is written: the one whose first day is still to be said, or is the draft's own; else the last."""
    versions = draft.content.get("versions") or []
    starts = draft.starts.isoformat() if draft.starts else None
    fresh = [n for n, one in enumerate(versions) if not one.get("from") or one.get("from") == starts]
    return fresh[-1] if fresh else max(0, len(versions) - 1)


def versions_of(content: Mapping[str, Any], at: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """All versions, and the one that is written."""
    versions = list(content.get("versions") or [{}])
    return versions, versions[at]


class Sheet:
    """Forms for one draft."""

    def __init__(self, draft: Draft, book: Rulebook, language: str, post: QueryDict | None = None) -> None:
        self.draft, self.at = draft, version_at(draft)
        self.version = versions_of(draft.content, self.at)[1]
        said = {"book": book, "language": language}
        if post is None:
            self._filled(said)
        else:
            self._typed(post, said)
        for key, one in self.conditions.forms.items():
            one.group = self.groups[key]

    def _typed(self, post: QueryDict, said: dict[str, Any]) -> None:
        self.about = AboutForm(post, prefix="about", **said)
        self.by_act = ByActForm(post, prefix="act")
        self.term = TermForm(post, prefix="term", **said)
        self.amount = AmountForm(post, prefix="amount")
        self.conditions = Rows.typed("c", ConditionForm, post)
        self.groups = {key: Rows.typed(f"{key}g", ConditionForm, post) for key in self.conditions.forms}
        self.papers = Rows.typed("d", PaperForm, post)
        self.steps = Rows.typed("s", StepForm, post)
        self.persons = Rows.typed("p", PersonForm, post)

    def _filled(self, said: dict[str, Any]) -> None:
        content, version, laws = self.draft.content, self.version, self.draft.laws
        self.about = AboutForm(initial=_about(content), prefix="about", **said)
        day = {"starts": self.draft.starts}
        self.by_act = ByActForm(initial={**ByActForm.filled(self.draft.act), **day}, prefix="act")
        self.term = TermForm(initial=_term(version), prefix="term", **said)
        self.amount = AmountForm(initial=_amount(version), prefix="amount")
        criteria = (version.get("who") or {}).get("criteria") or []
        self.conditions = Rows.filled("c", ConditionForm, (_condition(one, laws) for one in criteria))
        self.groups = {
            key: Rows.filled(f"{key}g", ConditionForm, (_condition(inner, laws) for inner in one.get("any") or ()))
            for key, one in zip(self.conditions.forms, criteria, strict=True)
        }
        self.papers = Rows.filled("d", PaperForm, map(_paper, version.get("documents") or ()))
        self.steps = Rows.filled("s", StepForm, map(_step, enumerate(version.get("steps") or ())))
        self.persons = Rows.filled("p", PersonForm, map(_person, enumerate(self.draft.cases)))

    def forms(self) -> Iterator[forms.Form]:
        """Every form as the page shows them."""
        yield from (self.about, self.by_act, self.term)
        for key, one in self.conditions.forms.items():
            yield one
            yield from self.groups[key]
        yield self.amount
        for rows in (self.papers, self.steps, self.persons):
            yield from rows  # type: ignore[misc]

    def is_valid(self) -> bool:
        """Whether everything could be read; every form is looked at."""
        return not [one for one in self.forms() if not one.is_valid()]

    def written(self) -> Written:
        """The plain data, to be called when everything could be read."""
        content = deepcopy(dict(self.draft.content))
        writing.about(content, self.about)
        versions, version = versions_of(content, self.at)
        writing.term(version, self.term)
        writing.amount(version, self.amount)
        who = dict(version.get("who") or {})
        rows = ((one, self.groups[key]) for key, one in self.conditions.forms.items())
        who["criteria"], laws = writing.criteria(rows, who.get("criteria") or ())
        version["who"] = who
        writing.put(version, "documents", writing.papers(self.papers, version.get("documents") or ()))
        writing.put(version, "steps", writing.steps(self.steps, version.get("steps") or ()))
        content["versions"] = versions
        cases = writing.persons(self.persons, self.draft.cases)
        return Written(content, laws, cases, self.by_act.cleaned_data.get("starts"), self.by_act.by_act)

    def field_at(self, path: Place) -> BoundField | None:
        """The field that a place in the content is written in; None where the page has none for it."""
        form, rest = self._form_at(path)
        names = {"for": "for_", "from": "starts", "document": "asked", "attested": "asked"}
        for key in rest:
            if form and (found := names.get(str(key), str(key))) in form.fields:
                return form[found]
        return form["title"] if form and "title" in form.fields and form is not self.about else None

    def _form_at(self, path: Place) -> tuple[Any, Place]:
        match path:
            case ("act", field):
                return self.by_act, ({"title": "act", "number": "act_number"}.get(str(field), field),)
            case ("starts",) | ("versions", int(), "from"):
                return self.by_act, ("starts",)
            case ("cases", int(n), *rest):
                return self.persons.at(n), _not_yet(tuple(rest)) or ("name",)
            case ("versions", int(v), *rest) if v == self.at:
                return self._in_version(tuple(rest))
            case ("versions", *_):
                return None, ()
        return self.about, path

    def _in_version(self, path: Place) -> tuple[Any, Place]:
        match path:
            case ("who", "criteria", int(n), "any", int(inner), *rest):
                key = next((one for m, one in enumerate(self.conditions.forms) if m == n), None)
                return (self.groups[key].at(inner) if key else None), _not_yet(tuple(rest))
            case ("who", "criteria", int(n), *rest):
                return self.conditions.at(n), _not_yet(tuple(rest))
            case ("amount", *rest):
                return self.amount, tuple(rest) or ("rule",)
            case ("documents", int(n), *rest):
                return self.papers.at(n), tuple(rest)
            case ("steps", int(n), *rest):
                return self.steps.at(n), tuple(rest)
            case ("term", *rest):
                return self.term, tuple(rest) or ("days",)
            case ("reference" | "composition" | "income", *_rest):
                return self.term, path[:1]
        return None, ()


def _not_yet(path: Place) -> Place:
    """The three fields of «not yet» stand beside the others of their condition; what is expected, beside a family."""
    if path[:1] == ("not_yet",):
        return tuple({"from": "since"}.get(str(one), one) for one in path[1:]) or ("when",)
    return path[1:] if path[:1] == ("expect",) else path


def _ru(raw: Any) -> str:
    return str(raw.get("ru") or "") if isinstance(raw, Mapping) else str(raw or "")


def _en(raw: Any) -> str:
    return str(raw.get("en") or "") if isinstance(raw, Mapping) else ""


def _about(content: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: _ru(content.get(key)) for key in ("title", "short", "summary")}
    told |= {f"{key}_en": _en(content.get(key)) for key in ("title", "short", "summary")}
    plain = {key: content.get(key, "") for key in ("kind", "period", "decided_by")}
    return {**told, **plain, "for_": content.get("for", ""), "situations": content.get("situations") or []}


def _term(version: Mapping[str, Any]) -> dict[str, Any]:
    term = version.get("term") or {}
    reference = version.get("reference", "дата заявления")
    told = {"days": term.get("days"), "working": term.get("working", True), "reference": reference}
    return {**told, "composition": version.get("composition", ""), "income": window_code(version.get("income"))}


def _amount(version: Mapping[str, Any]) -> dict[str, Any]:
    amount = version.get("amount") or {}
    shown = {"rule": amount.get("rule", ""), "round": amount.get("round", "kopeck half up")}
    return {**shown, "unit": _ru(amount.get("unit")), "note": _ru(amount.get("note"))}


def _condition(one: Mapping[str, Any], laws: Mapping[str, str]) -> dict[str, Any]:
    id = str(one.get("id", ""))
    judge = next((key for key in ("any", "document", "attested") if one.get(key) is not None), "rule")
    later = one.get("not_yet") or {}
    article = one.get("article", "")
    return {
        "was": id, "law": laws.get(id, ""), "article": "" if article == "not checked" else article,
        "title": _ru(one.get("title")), "judge": judge, "rule": one.get("rule", ""),
        "asked": _ru(one.get(judge)) if judge in ("document", "attested") else "", "unmet": _ru(one.get("unmet")),
        "unknown": _ru(one.get("unknown")), "advise": one.get("advise", True), "when": later.get("when", ""),
        "say": _ru(later.get("say")), "since": later.get("from", ""),
    }  # fmt: skip


def _paper(one: Mapping[str, Any]) -> dict[str, Any]:
    told = {"was": one.get("id", ""), "title": _ru(one.get("title")), "source": one.get("source", "person")}
    return {**told, "mandatory": one.get("mandatory", True)}


def _step(numbered: tuple[int, Mapping[str, Any]]) -> dict[str, Any]:
    n, one = numbered
    return {"was": str(n), "title": _ru(one.get("title")), "who": _ru(one.get("who"))}


def _person(numbered: tuple[int, Mapping[str, Any]]) -> dict[str, Any]:
    n, one = numbered
    expect = one.get("expect") or {}
    try:
        amount = Decimal(str(expect["amount"])) if expect.get("amount") is not None else None
    except InvalidOperation:
        amount = None
    told = {"was": str(n), "name": one.get("name", ""), "subject": expect.get("subject", "")}
    return {**told, "outcome": expect.get("outcome", ""), "amount": amount}

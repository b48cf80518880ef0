"""From forms to the plain data of a measure file. What the page does not show stays as it was; a translation goes
when the words that it translates have changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ryadom.desks.curator.drafting import choices
from ryadom.desks.curator.drafting.forms import (
    AboutForm,
    AmountForm,
    ConditionForm,
    PaperForm,
    PersonForm,
    StepForm,
    TermForm,
)

Data = dict[str, Any]
LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)


def slug(words: str, taken: Iterable[str] = (), plain: str = "condition") -> str:
    """An identifier that a reader of files recognises: «Выплата на форму» is `vyplata-na-formu`."""
    latin = "".join(LETTERS.get(letter, letter) for letter in words.lower())
    found = "-".join(re.findall(r"[a-z0-9]+", latin)[:6])[:48].strip("-")
    found = found if found[:1].isalpha() else plain
    used, n = set(taken), 2
    fresh = found
    while fresh in used:
        fresh, n = f"{found}-{n}", n + 1
    return fresh


def worded(old: Any, ru: str, en: str | None = None) -> Data | None:
    """Words in the languages that they have; None where there are none. `en` None: nobody was asked for it."""
    if not ru:
        return None
    before = {"ru": old} if isinstance(old, str) else dict(old or {})
    if en is None:
        return before if before.get("ru") == ru else {"ru": ru}
    return {"ru": ru, "en": en} if en else {"ru": ru}


def put(data: Data, key: str, value: Any) -> None:
    """A key with its value, or no such key where there is nothing to say."""
    if value in (None, "", [], {}):
        data.pop(key, None)
    else:
        data[key] = value


def about(content: Data, form: AboutForm) -> None:
    """What the measure is."""
    for key in ("title", "short", "summary"):
        put(content, key, worded(content.get(key), form.typed(key), form.typed(f"{key}_en")))
    for key, field in (("for", "for_"), ("kind", "kind"), ("period", "period"), ("decided_by", "decided_by")):
        put(content, key, form.typed(field))
    chosen, kept = form.cleaned_data.get("situations") or [], content.get("situations") or []
    content["situations"] = [one for one in kept if one in chosen] + [one for one in chosen if one not in kept]


def term(version: Data, form: TermForm) -> None:
    """How long the decision may take, the day on which conditions are looked at, whose income counts."""
    put(version, "reference", form.typed("reference"))
    put(version, "composition", form.typed("composition"))
    put(version, "income", choices.window_of(form.typed("income")))
    days = form.cleaned_data.get("days")
    if not days:
        version.pop("term", None)
        return
    old = version.get("term") or {"verified": "recalled"}
    working = bool(form.cleaned_data.get("working"))
    said = {"working": working} if working is not old.get("working", True) else {}
    version["term"] = {**old, "days": int(days), **said}


def amount(version: Data, form: AmountForm) -> None:
    """How the sum is counted."""
    old = dict(version.get("amount") or {})
    if not any(form.typed(name) for name in ("rule", "unit", "note")):
        version.pop("amount", None)
        return
    old["rule"], old["round"] = form.typed("rule"), form.typed("round") or "kopeck half up"
    put(old, "unit", worded(old.get("unit"), form.typed("unit")))
    put(old, "note", worded(old.get("note"), form.typed("note")))
    version["amount"] = old


def criteria(
    rows: Iterable[tuple[ConditionForm, Iterable[ConditionForm]]], kept: Iterable[Mapping[str, Any]]
) -> tuple[list[Data], dict[str, str]]:
    """The conditions in their order, and the passage of the law of each."""
    known = {str(one.get("id")): one for one in _flat(kept)}
    named = [(form, list(group)) for form, group in rows]
    taken = {form.typed("was") for outer, group in named for form in (outer, *group)} - {""}
    found, laws = [], {}
    for form, group in named:
        one = _criterion(form, known, taken)
        if form.typed("judge") == "any":
            one["any"] = [_criterion(inner, known, taken) for inner in group]
        if form.typed("law"):
            laws[one["id"]] = form.typed("law")
        found.append(one)
    return found, laws


def _flat(kept: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for one in kept:
        yield one
        yield from one.get("any") or ()


def _criterion(form: ConditionForm, known: Mapping[str, Mapping[str, Any]], taken: set[str]) -> Data:
    was = form.typed("was")
    one: Data = dict(known.get(was, {}))
    one["id"] = was or slug(form.typed("title"), taken)
    taken.add(one["id"])
    for key in ("title", "unmet", "unknown"):
        put(one, key, worded(one.get(key), form.typed(key)))
    put(one, "article", form.typed("article"))
    _judge(one, form)
    if form.cleaned_data.get("advise"):
        one.pop("advise", None)
    else:
        one["advise"] = False
    _not_yet(one, form)
    return one


def _judge(one: Data, form: ConditionForm) -> None:
    judge, before = form.typed("judge") or "rule", dict(one)
    for key in ("rule", "document", "attested", "any"):
        one.pop(key, None)
    if judge == "rule":
        one["rule"] = form.typed("rule")
    elif judge in ("document", "attested"):
        one[judge] = worded(before.get(judge), form.typed("asked")) or {"ru": ""}


def _not_yet(one: Data, form: ConditionForm) -> None:
    when, say, since = form.typed("when"), form.typed("say"), form.typed("since")
    if not (when or say or since):
        one.pop("not_yet", None)
        return
    old = dict(one.get("not_yet") or {})
    old["when"], old["say"] = when, worded(old.get("say"), say) or {"ru": ""}
    put(old, "from", since)
    one["not_yet"] = old


def papers(rows: Iterable[PaperForm], kept: Iterable[Mapping[str, Any]]) -> list[Data]:
    """The papers in their order."""
    known = {str(one.get("id")): one for one in kept}
    taken, found = set(known), []
    for form in rows:
        was = form.typed("was")
        one: Data = dict(known.get(was, {}))
        one["id"] = was or slug(form.typed("title"), taken, "paper")
        taken.add(one["id"])
        one["title"] = worded(one.get("title"), form.typed("title")) or {"ru": ""}
        one["source"] = form.typed("source") or "person"
        if form.cleaned_data.get("mandatory"):
            one.pop("mandatory", None)
        else:
            one["mandatory"] = False
        found.append(one)
    return found


def _numbered(rows: Iterable[Any], kept: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, Data]]:
    """Rows that have no name of their own, each with what was kept at its old place."""
    known = {str(n): one for n, one in enumerate(kept)}
    for form in rows:
        yield form, dict(known.get(form.typed("was"), {}))


def steps(rows: Iterable[StepForm], kept: Iterable[Mapping[str, Any]]) -> list[Data]:
    """The steps in their order."""
    found = []
    for form, one in _numbered(rows, kept):
        one["title"] = worded(one.get("title"), form.typed("title")) or {"ru": ""}
        put(one, "who", worded(one.get("who"), form.typed("who")))
        found.append(one)
    return found


def persons(rows: Iterable[PersonForm], kept: Iterable[Mapping[str, Any]]) -> list[Data]:
    """The families that are tests, with what must come out."""
    found = []
    for form, one in _numbered(rows, kept):
        one["name"] = form.typed("name")
        expect = dict(one.get("expect") or {})
        for key in ("subject", "outcome"):
            put(expect, key, form.typed(key))
        sum = form.cleaned_data.get("amount")
        put(expect, "amount", None if sum is None else f"{sum:.2f}")
        one["expect"] = expect
        found.append(one)
    return found

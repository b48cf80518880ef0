"""Where a family stands on a route: a pure function of the route, what the rules say, and what was marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ryadom.kit.calendar import Calendar
from ryadom.kit.periods import add_months

from .asking import Verdict, Verdicts
from .kinds import RouteFile, RouteStep


class State(StrEnum):
    """Where one step stands."""

    OPEN = "open"
    WAITS = "waits"
    AHEAD = "ahead"
    DONE = "done"
    SKIPPED = "skipped"
    NOT_YOURS = "not_yours"


OVER = frozenset({State.DONE, State.SKIPPED, State.NOT_YOURS})


class What(StrEnum):
    """What was marked of a step: the paper is away, it is over, an earlier mark was a slip, it is passed over for a
    reason, or it has a day.
    """

    STARTED = "started"
    DONE = "done"
    UNDONE = "undone"
    SKIPPED = "skipped"
    PLANNED = "planned"


@dataclass(frozen=True)
class Mark:
    """The last thing said of a step: what, on which day, by whom (a name, "" for the person).

    `words`: the paper or the reason; `planned`: the day that was put for it, whatever was said before.
    """

    what: What
    on: date
    who: str = ""
    words: str = ""
    planned: date | None = None


@dataclass(frozen=True)
class Sent:
    """An application for a measure that is being decided: its day, the promised day, its number."""

    on: date
    until: date | None = None
    number: str = ""


@dataclass(frozen=True)
class Going:
    """What is known beside facts: measures received (from which day) and applications on their way."""

    received: Mapping[str, date]
    sent: Mapping[str, Sent]


@dataclass(frozen=True)
class StepView:
    """One step as this family sees it.

    `perhaps`: nobody knows yet whether it is for them. `on`: the day it was done or begun; `who` did it; `by_fact`: it
    is done by what is known, not by a mark. `until`: when the answer is due, None where the term was not entered.
    `deadline`: the last day for the person. `after`: titles of steps it waits for; `opens`: of those that wait for it.
    `words`: the paper by which it is done, or why it is passed over. `planned`: the day that was put. `stage`: steps of
    one stage wait for nothing of each other, so they may go side by side; the first is 1.
    """

    step: RouteStep
    state: State
    perhaps: bool = False
    on: date | None = None
    who: str = ""
    by_fact: bool = False
    until: date | None = None
    number: str = ""
    deadline: date | None = None
    after: tuple[str, ...] = ()
    when: Verdict | None = None
    words: str = ""
    planned: date | None = None
    stage: int = 1
    opens: tuple[str, ...] = ()

    def overdue(self, on: date) -> str:
        """What is late: the `answer` of the body, the person's `deadline`, the `day` that was put; "" for nothing."""
        if self.state is State.WAITS and self.until is not None and self.until < on:
            return "answer"
        if self.late(on):
            return "deadline"
        return "day" if self.planned is not None and self.planned < on and self.state not in OVER else ""

    def late(self, on: date) -> bool:
        """Whether the last day for the person has passed and it is not done."""
        open_ = self.state in (State.OPEN, State.AHEAD)
        return open_ and self.deadline is not None and self.deadline < on


def walk(
    file: RouteFile, said: Verdicts, marks: Mapping[str, Mark], going: Going, *, calendar: Calendar,
    happened: date | None = None,
) -> tuple[StepView, ...]:  # fmt: skip
    """Every step of a route in the order of the file. What is not for this family stands in nobody's way."""
    views: dict[str, StepView] = {}
    titles = {step.id: step.title.ru for step in file.steps}
    for step in in_order(file):
        after = [one for one in step.after if views[one].state not in OVER]
        view = _over(step, said, marks, going) or _away(step, said, marks, going, calendar)
        view = view or _turn(step, said, tuple(titles[one] for one in after))
        views[step.id] = _with_deadline(_with_day(view, marks), happened)
    return _with_stages(file, views)


def _with_stages(file: RouteFile, views: Mapping[str, StepView]) -> tuple[StepView, ...]:
    """Which steps go side by side, and what each opens; what is not for this family stands in no line."""
    stages: dict[str, int] = {}
    opens: dict[str, list[str]] = {}
    for step in in_order(file):
        before = [stages[one] for one in step.after if one in stages and views[one].state is not State.NOT_YOURS]
        stages[step.id] = 1 + max(before, default=0)
        if views[step.id].state is not State.NOT_YOURS:
            for one in step.after:
                opens.setdefault(one, []).append(step.title.ru)
    return tuple(
        replace(views[step.id], stage=stages[step.id], opens=tuple(opens.get(step.id, ()))) for step in file.steps
    )


def _with_day(view: StepView, marks: Mapping[str, Mark]) -> StepView:
    mark = marks.get(view.step.id)
    return view if mark is None or mark.planned is None or view.state in OVER else replace(view, planned=mark.planned)


def in_order(file: RouteFile) -> list[RouteStep]:
    """The steps so that each stands behind those it waits for. A circle, which `practice check` refuses, is cut."""
    by_id = {step.id: step for step in file.steps}
    found: dict[str, RouteStep] = {}

    def visit(step: RouteStep, path: frozenset[str]) -> None:
        for one in step.after:
            if one not in found and one in by_id and one not in path:
                visit(by_id[one], path | {one})
        found.setdefault(step.id, step)

    for step in file.steps:
        visit(step, frozenset({step.id}))
    return list(found.values())


def _over(step: RouteStep, said: Verdicts, marks: Mapping[str, Mark], going: Going) -> StepView | None:
    """Done by a right that was granted, by a mark, or by what is known; or not for this family."""
    mark, done, when = marks.get(step.id), said.done.get(step.id), said.when.get(step.id)
    if step.gives is not None and step.gives in going.received:
        return StepView(step, State.DONE, on=going.received[step.gives], by_fact=True)
    if mark is not None and mark.what is What.DONE:
        return StepView(step, State.DONE, on=mark.on, who=mark.who, words=mark.words)
    if mark is not None and mark.what is What.SKIPPED:
        return StepView(step, State.SKIPPED, on=mark.on, who=mark.who, words=mark.words)
    if done is not None and done.true:
        return StepView(step, State.DONE, by_fact=True)
    return StepView(step, State.NOT_YOURS, when=when) if when is not None and when.true is False else None


def _away(
    step: RouteStep, said: Verdicts, marks: Mapping[str, Mark], going: Going, calendar: Calendar
) -> StepView | None:
    """Something is on its way: an application here, or what the person says they handed in elsewhere."""
    mark, sent, when = marks.get(step.id), going.sent.get(step.gives or ""), said.when.get(step.id)
    if sent is not None:
        return StepView(step, State.WAITS, on=sent.on, until=sent.until, number=sent.number, when=when)
    if mark is not None and mark.what is What.STARTED:
        return StepView(step, State.WAITS, on=mark.on, who=mark.who, until=_due(step, mark.on, calendar), when=when)
    return None


def _turn(step: RouteStep, said: Verdicts, after: tuple[str, ...]) -> StepView:
    """The person's turn, now or behind other steps."""
    when = said.when.get(step.id)
    perhaps = when is not None and when.true is None
    return StepView(step, State.AHEAD if after else State.OPEN, perhaps=perhaps, after=after, when=when)


def _due(step: RouteStep, began: date, calendar: Calendar) -> date | None:
    if step.term is None:
        return None
    if step.term.working:
        return calendar.add_working_days(began, step.term.days).day
    return calendar.add_calendar_days(began, step.term.days).day


def _with_deadline(view: StepView, happened: date | None) -> StepView:
    limit = view.step.deadline
    if limit is None or happened is None or view.state in (State.DONE, State.NOT_YOURS):
        return view
    return replace(view, deadline=last_day(happened, limit.months, limit.days))


def last_day(happened: date, months: int, days: int) -> date:
    """The last day of a term of months and days after a day."""
    return add_months(happened, months) + timedelta(days=days)

"""What a practice may contain for this room: `routes/<id>.yaml`, a life situation as steps across agencies."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field, model_validator

from ryadom.packs.api import SLUG, Finding, Kind, Strict, StrictBool, Verified, Words

# Who acts in a step: a kind of body, named by no region's name. `you`: the person alone.
Agency = Literal[
    "you", "region", "municipality", "social_centre", "sfr", "fns", "job_centre", "school", "kindergarten", "zags",
    "hospital", "mse", "police", "court", "notary", "bank", "employer", "guardianship", "gas_company", "utility",
    "mfc", "college", "defenders", "military",
]  # fmt: skip


class RouteSource(Strict):
    """Where something of a route was read."""

    id: str
    title: str
    url: str | None = None
    verified: Verified


class StepTerm(Strict):
    """How long the agency has to answer, in days. Without a source it is as good as `verified` says."""

    days: int = Field(gt=0, le=730)
    working: StrictBool = False
    verified: Verified
    source: str | None = None
    article: str = "not checked"


class Deadline(Strict):
    """Until when the person must have done it: so many months or days after what happened."""

    months: int = Field(default=0, ge=0, le=60)
    days: int = Field(default=0, ge=0, le=730)
    verified: Verified
    source: str | None = None
    article: str = "not checked"

    @model_validator(mode="after")
    def _some_time(self) -> "Deadline":
        if not (self.months or self.days):
            raise ValueError("нужно months или days (months or days are needed)")
        return self


class RouteStep(Strict):
    """One step. `term` None: the term was not entered, and the page says so.

    `when` (FEEL): whether the step is for this family at all; where it is not known, the step is shown with `perhaps`
    («если …»). `done` (FEEL): facts by which it is done already. `gives`: the measure that it brings; when it is
    granted the step is done. `needs`: papers to bring. `after`: steps that must be over first.
    """

    id: str = Field(pattern=SLUG)
    title: Words
    who: Agency
    text: Words | None = None
    channel: Words | None = None
    term: StepTerm | None = None
    deadline: Deadline | None = None
    needs: tuple[Words, ...] = ()
    gives: str | None = None
    after: tuple[str, ...] = ()
    when: str | None = None
    perhaps: Words | None = None
    done: str | None = None
    result: Words | None = None
    source: str | None = None
    article: str = "not checked"
    verified: Verified

    @model_validator(mode="after")
    def _says_if(self) -> "RouteStep":
        if self.when is not None and self.perhaps is None:
            raise ValueError("к when нужны слова perhaps: «если …» (when needs perhaps: words for «if …»)")
        return self


class RouteFile(Strict):
    """A life situation as steps. `happened`: how the person is asked for the day from which deadlines count."""

    title: Words
    summary: Words
    situation: str | None = None
    happened: Words | None = None
    sources: tuple[RouteSource, ...] = ()
    steps: tuple[RouteStep, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _asks_for_the_day(self) -> "RouteFile":
        if (self.happened is None) == any(step.deadline for step in self.steps):
            raise ValueError("happened нужен там и только там, где у шага есть deadline (happened goes with deadlines)")
        return self


def _check(book: Any, items: Iterable[Any]) -> Iterable[Finding]:
    from ryadom.routes.checks import of_files  # rules are read only where something is checked

    return of_files(book, items)


KINDS = (Kind("route", "routes", RouteFile, check=_check),)

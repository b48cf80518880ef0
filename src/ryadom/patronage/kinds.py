"""What a practice may contain for this room: the times a region promises to keep, and answers ready to be sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from ryadom.packs.api import Kind, Strict, Verified, Words

Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 7)]


class PatronageFile(Strict):
    """patronage/<id>.yaml: what a region promises beside its rota (kind `duty`). What is left out stays as assumed.

    `silent_minutes`: after so much silence a thread is taken back from who took it; `escalate_minutes`: after so much
    waiting the head is told. `families`: how many one curator takes. `calls_a_day`: the most calls planned for one.
    `contact_days`: a family is called at least so often.
    """

    silent_minutes: Minutes | None = None
    escalate_minutes: Minutes | None = None
    families: Annotated[int, Field(ge=1, le=500)] | None = None
    calls_a_day: Annotated[int, Field(ge=1, le=100)] | None = None
    contact_days: Annotated[int, Field(ge=1, le=730)] | None = None
    source: str
    verified: Verified


class CannedFile(Strict):
    """canned/<id>.yaml: an answer that curators may send as it stands. `measure`: the rule it rests on and cites;
    `source`: the article where no measure is named. One of the two must stand.
    """

    title: Words
    text: Words
    measure: str | None = None
    source: str | None = None
    situation: str | None = None
    verified: Verified

    @model_validator(mode="after")
    def _rests_on_something(self) -> CannedFile:
        if not self.measure and not self.source:
            raise ValueError("ответ ни на что не опирается: нужна measure или source (cites nothing)")
        return self


KINDS = (Kind("patronage", "patronage", PatronageFile), Kind("canned", "canned", CannedFile))

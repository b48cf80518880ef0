"""What a practice may contain for this room: the services that a programme is put together from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ryadom.packs.api import Kind, SourceText, Strict, Verified, Words

FORMS = ("home", "half_day", "inpatient")


class ServiceFile(Strict):
    """services/<id>.yaml. `group`: the kinds of service of the law; `tariff`: the parameter with the price of one time.

    A service whose tariff nobody has entered may be ordered and given; only its cost is not known then.
    """

    title: Words
    hint: Words | None = None
    group: Literal["household", "medical", "psychological", "pedagogical", "work", "legal", "communication", "urgent"]
    forms: Annotated[list[Literal["home", "half_day", "inpatient"]], Field(min_length=1)]
    unit: Words
    minutes: int | None = Field(default=None, gt=0, le=24 * 60)
    tariff: str | None = None
    order: int = 100
    source: SourceText
    article: str = "not checked"
    verified: Verified


KINDS = (Kind("service", "services", ServiceFile),)

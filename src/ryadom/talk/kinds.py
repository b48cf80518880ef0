"""What a practice may contain for this room: how people say things, and the phones that answer in danger."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ryadom.packs.api import Kind, Strict, Verified, Words


class PhrasesFile(Strict):
    """How people say it. `phrases` are matched; `test` must be understood by them and are not learnt from."""

    situation: str | None = None
    measure: str | None = None
    phrases: list[str] = Field(min_length=1)
    test: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_target(self) -> "PhrasesFile":
        if (self.situation is None) == (self.measure is None):
            raise ValueError("нужно либо situation, либо measure (either situation or measure)")
        if both := set(self.phrases).intersection(self.test):
            raise ValueError(f"фраза и в phrases, и в test: {min(both)} (learnt from and tested)")
        return self


class HotlineFile(Strict):
    """A phone for people in danger. `answers`: in which danger it is shown; `order`: the first is the one to dial."""

    title: Words
    phone: str = Field(pattern=r"^[0-9][0-9 ()-]{1,20}$")
    note: Words
    answers: list[Literal["suicide", "violence", "lost_child"]] = Field(min_length=1)
    order: int = 100
    source: str | None = None
    verified: Verified


class SynonymsFile(Strict):
    """Single words that people use for the same thing: «автобус» where the law says «проезд»."""

    groups: list[list[Annotated[str, Field(pattern=r"^[А-Яа-яЁё]+$")]]] = Field(min_length=1)


KINDS = (
    Kind("phrases", "phrases", PhrasesFile),
    Kind("hotline", "hotlines", HotlineFile),
    Kind("synonyms", "synonyms", SynonymsFile),
)

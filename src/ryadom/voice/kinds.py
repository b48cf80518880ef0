"""What a practice may contain for this room: the one question asked afterwards."""

from typing import Annotated

from pydantic import Field, model_validator

from ryadom.packs.api import Kind, Strict, Words

STEPS = (1, 2, 3, 4, 5)


class ChoiceFile(Strict):
    """One step of the answer; 4 and 5 count as satisfied."""

    value: Annotated[int, Field(ge=1, le=5)]
    title: Words


class SurveyFile(Strict):
    """surveys/<id>.yaml: asked at every ending; one with a `situation` is asked there instead of the general one."""

    question: Words
    choices: tuple[ChoiceFile, ...]
    thanks: Words
    situation: str | None = None

    @model_validator(mode="after")
    def _five_steps(self) -> "SurveyFile":
        if tuple(choice.value for choice in self.choices) != STEPS:
            raise ValueError("ответов ровно пять, от 1 до 5 по порядку (five choices, 1 to 5 in order)")
        return self


KINDS = (Kind("survey", "surveys", SurveyFile),)

"""What the API takes: the shape of a body. What the words mean is judged by the reader of facts files."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, WithJsonSchema

Source = Literal["said", "staff", "document", "register"]
# Anybody may ask, and the work grows faster than the family: twenty of whom nothing is known take seconds already.
MOST_PERSONS = 20
_SCALAR: list[dict[str, Any]] = [{"type": "null"}, {"type": "boolean"}, {"type": "number"}, {"type": "string"}]
_NUMBER = {"type": "number", "minimum": -999_999_999_999_999, "maximum": 999_999_999_999_999}

# A value is checked against the catalogue, which only the region's rules know: here it is anything that JSON can say.
FactValue = Annotated[
    Any,
    WithJsonSchema(
        {
            "description": "A value, or {value, source, about}. Left out or empty: unknown. `null`: known absent.",
            "anyOf": [
                *_SCALAR,
                {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "value": {"anyOf": _SCALAR},
                        "source": {"type": "string", "enum": ["said", "staff", "document", "register"]},
                        "about": {"type": "boolean", "description": "The person is not sure of the exact value."},
                    },
                },
            ],
        }
    ),
]
Amount = Annotated[
    Any,
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 999_999_999_999_999, "description": "Roubles."}),
]
Override = Annotated[
    Any,
    WithJsonSchema(
        {
            "description": "A number, or one for each key of a table (keys joined by `/`).",
            "anyOf": [_NUMBER, {"type": "object", "additionalProperties": _NUMBER}],
        }
    ),
]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2026-01"])]


class Body(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)


class WindowTotal(Body):
    """All income of somebody (or of the family) in the months from `from` to `to`."""

    from_: Month = Field(alias="from")
    to: Month
    total: Amount
    about: bool = False
    source: Source = "said"


class Person(Body):
    """A person: `id` is any word of the caller's own; every other key is a fact of the catalogue about a person."""

    model_config = ConfigDict(extra="allow", strict=True)
    __pydantic_extra__: dict[str, FactValue] = Field(init=False)

    id: str = Field(pattern=r"^[^@]+$", max_length=100)
    name: str = Field("", max_length=500)
    income: list[WindowTotal] = Field(default_factory=list, max_length=50)


class Record(Body):
    """One person, one month, one kind of income."""

    person: str
    month: Month
    kind: str = Field(max_length=100)
    amount: Amount
    source: Source = "said"


class Cover(Body):
    """The months for which `records` are complete."""

    from_: Month = Field(alias="from")
    to: Month


class Mark(Body):
    value: bool
    source: Source = "said"


class PaperMark(Body):
    value: Literal["verified", "brought", "none"]
    source: Source = "said"


class Question(Body):
    """What is known about one family, as in a facts file, and what is asked. A missing key is unknown."""

    region: str = Field(max_length=20, description="A region's code (ISO 3166-2), as RU-CHE.")
    on: Annotated[date, Field(strict=False)] | None = Field(
        None, description="The day asked about (1990 to 2100); the region's own today by default."
    )
    measures: list[str] | None = Field(None, description="Only these measures; all by default.", max_length=500)
    source: Source = "said"
    persons: list[Person] = Field(default=[], max_length=MOST_PERSONS)
    persons_complete: bool | None = Field(
        None, alias="persons-complete", description="Whether `persons` is the whole family: true where they are named."
    )
    family: dict[str, FactValue] = Field(default_factory=dict)
    dwelling: dict[str, FactValue] = Field(default_factory=dict)
    application: dict[str, FactValue] = Field(default_factory=dict)
    income: list[WindowTotal] = Field(default_factory=list, max_length=50)
    records: list[Record] = Field(default=[], max_length=5000)
    records_cover: Cover | None = Field(None, alias="records-cover")
    received: dict[str, bool | Mark] = Field({}, description="`measure` or `measure@person`: already received.")
    attested: dict[str, bool | Mark] = Field({}, description="`measure/criterion` or `measure/criterion@person`.")
    documents: dict[str, Literal["verified", "brought", "none"] | PaperMark] = Field(
        {}, description="`measure/criterion` or `measure/criterion@person`: how the paper stands."
    )
    parameters: dict[str, Override] = Field({}, description="Values that win over those of the rules, and are marked.")
    story: Any = Field(None, description="A note of the caller's own. Not read, not kept.")


class Application(Body):
    """A draft of an application. The same `form_token` gives the same draft."""

    form_token: Annotated[UUID, Field(strict=False)] = Field(description="Made by the caller, once per application.")
    measure: str = Field(max_length=80)
    person: Annotated[UUID, Field(strict=False)] | None = Field(
        None, description="For whom; oneself by default. Staff must name the person."
    )
    subject: str | None = Field(
        None, max_length=100, description='Whose measure it is: a person\'s id or "family"; the person by default.'
    )
    situation: str = Field("", max_length=60, pattern=r"^[a-z0-9-]*$")
    facts: dict[str, FactValue] = Field(
        {}, description="What the person says, by `key` or `key@person`; the file of the person is known already."
    )

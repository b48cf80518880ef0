"""What a practice may contain for this room: facts of the catalogue."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from ryadom.packs.api import Finding, Kind, Strict, StrictBool, Text, Words, did_you_mean
from ryadom.people.catalogue import FOREVER, Catalogue, Choice, FactKind, Value, last_fresh_day, parse_value

_KEYWORDS = frozenset(
    {"and", "or", "not", "in", "if", "then", "else", "for", "return", "some", "every", "satisfies"}
    | {"between", "true", "false", "null", "function", "instance", "of", "external"}
)
_OF_FILES_ONLY = frozenset({"choices", "kept_for", "implies"})  # what the catalogue keeps otherwise, or not at all
_FORBIDDEN_IN_NAMES = frozenset("+-*/.'\"()[]{}<>=,:")


def _exact(value: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) else value


Number = Annotated[Decimal, BeforeValidator(_exact)]
SourceName = Literal["register", "document", "staff", "said"]


class ChoiceFile(Strict):
    value: str = Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")
    name: str = Field(min_length=1)
    title: Words | None = None


class FactFile(Strict):
    """facts/<key>.yaml: one fact that may be known about a person, a family, a dwelling or an application."""

    name: str = Field(min_length=1, max_length=120)
    of: Literal["person", "family", "dwelling", "application"]
    type: Literal["date", "number", "money", "boolean", "text", "choice"]
    unit: str = ""
    min: Number | None = None
    max: Number | None = None
    choices: tuple[ChoiceFile, ...] = ()
    question: Words | None = None
    label: Words | None = None
    hint: Words | None = None
    why: Words | None = None
    sources: tuple[SourceName, ...] = ("register", "document", "staff", "said")
    valid_for: str = FOREVER
    cost: int = Field(default=1, ge=1, le=5)
    sensitive: StrictBool = False
    may_advise: StrictBool = False
    may_be_absent: StrictBool = False
    not_after_today: StrictBool = False  # a date that cannot lie ahead: somebody was born, has died
    screening: StrictBool = False
    implies: dict[str, StrictBool | str] = Field(default={}, max_length=5)  # of the same person, when a value is told
    kept_for: Words | None = None  # why it stands in the catalogue although no rule reads it

    @field_validator("name")
    @classmethod
    def _can_be_read_in_a_rule(cls, name: str) -> str:
        if signs := sorted(_FORBIDDEN_IN_NAMES & set(name)):
            raise ValueError(f"a name read by rules cannot hold {' '.join(signs)}")
        if words := sorted(_KEYWORDS & set(name.split())):
            raise ValueError(f"a name read by rules cannot hold the word {words[0]}")
        return name

    @field_validator("valid_for")
    @classmethod
    def _is_a_duration(cls, valid_for: str) -> str:
        last_fresh_day(valid_for, date(2000, 1, 1))
        return valid_for

    @model_validator(mode="after")
    def _fits_its_type(self) -> "FactFile":
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("choices belong to facts of type choice, and those need them")
        if self.type in {"number", "money"} and (self.min is None or self.max is None):
            raise ValueError("a number or money declares both min and max")
        if self.not_after_today and self.type != "date":
            raise ValueError("not_after_today belongs to dates")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is greater than max")
        values = [choice.value for choice in self.choices]
        if len(values) != len(set(values)):
            raise ValueError("two choices have one value")
        return self

    def kind(self, key: str) -> FactKind:
        """The file as a kind of the catalogue; `key` is the file's name."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name not in _OF_FILES_ONLY}
        return FactKind(key=key, choices=tuple(_choice(choice) for choice in self.choices), **fields)

    def read(self, key: str, raw: object, on: date) -> Value:
        """What a file gave, as a value of this fact: how every door of the house reads it. Raises BadValue."""
        return parse_value(self.kind(key), raw, on=on)


def _choice(choice: ChoiceFile) -> Choice:
    return Choice(choice.value, choice.name, choice.title or Text(ru=choice.name))


def catalogue_of(files: dict[str, FactFile]) -> Catalogue:
    """A catalogue from the fact files of the practices, by key."""
    return Catalogue.of(file.kind(key) for key, file in files.items())


def _check(book: Any, items: Iterable[Any]) -> Iterator[Finding]:
    """What a fact implies must be another fact of a person, with a value that it can take."""
    for item in items:
        for key, value in item.value.implies.items():
            kind = book.facts.get(key)
            if kind is None or kind.file.of != "person" or item.value.of != "person":
                ru, en = did_you_mean(key, book.facts) if kind is None else ("", "")
                yield item.finding(
                    ("implies", key), f"нет факта о человеке «{key}»{ru}", f'no fact of a person "{key}"{en}'
                )
            elif not _can_be(kind.file, value):
                yield item.finding(
                    ("implies", key), f"«{value}» не может быть значением факта «{key}»",
                    f'"{value}" cannot be a value of the fact "{key}"',
                )  # fmt: skip


def _can_be(file: FactFile, value: bool | str) -> bool:
    if file.type == "boolean":
        return isinstance(value, bool)
    return file.type == "choice" and value in {choice.value for choice in file.choices}


KINDS = (Kind("fact", "facts", FactFile, check=_check),)

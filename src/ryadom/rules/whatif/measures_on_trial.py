"""A measure of a scenario: written inside it or in a file beside it, checked as a practice's measure is."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ryadom.packs.api import Document, Finding, PracticeErrors, explain, read_file
from ryadom.rules.compiled import Place, Rulebook
from ryadom.rules.entries import Act
from ryadom.rules.kinds import MeasureFile
from ryadom.rules.laying import OneMeasure, OwnMeasure, day_of, item_of, practice_of, settled

KEYS = ("id", "file", "content", "from")


def measure_on_trial(
    document: Document, place: Place, raw: Any, book: Rulebook, on: date, folder: Path | None
) -> OwnMeasure:
    """A path to a measure file, or `{id, file | content, from}`. Raises PracticeErrors with every fault.

    The text holds from `from`, where it does not say so from its earliest version, and from the scenario's day where
    no version says it; of earlier days what is installed stays.
    """
    entry = {"file": raw} if isinstance(raw, str) else raw
    if not isinstance(entry, dict) or ("file" in entry) == ("content" in entry):
        raise _errors(
            document,
            place,
            "нужен путь к файлу меры, или id и content",
            "a path to a measure file is needed, or id and content",
        )
    for key in entry:
        if key not in KEYS:
            raise _errors(document, (*place, key), f"неизвестный ключ «{key}»", f'unknown key "{key}"')
    if "file" in entry:
        document, place, id = _file(document, place, entry["file"], folder), (), Path(str(entry["file"])).stem
        content = document.data
    else:
        content, id, place = entry["content"], "", (*place, "content")
    id = entry.get("id", id)
    if not isinstance(id, str) or not id:
        raise _errors(document, place, "у меры нет id", "the measure has no id")
    if not isinstance(content, dict):
        raise _errors(document, place, "здесь нужны ключи и значения", "keys and values are needed here")
    text = OwnMeasure(id, content, _starts(entry, content, on), trial_act(on), "сценарий")
    _check(document, place, text, book)
    return text


def trial_act(on: date) -> Act:
    """A trial has no act: what it brings was never read anywhere, and is shown as a sample."""
    return Act("Сценарий", "", on, "", "recalled")


def _starts(entry: Mapping[str, Any], content: Mapping[str, Any], on: date) -> date:
    if isinstance(entry.get("from"), date):
        return entry["from"]  # type: ignore[no-any-return]
    versions = content.get("versions")
    days = [day_of(one["from"]) for one in versions or () if isinstance(one, dict) and one.get("from")]
    return min([on, *days])


def _file(document: Document, place: Place, raw: Any, folder: Path | None) -> Document:
    if folder is None:
        raise _errors(
            document, place, "здесь мера пишется целиком, не путём", "a measure stands here whole, not as a path"
        )
    if not isinstance(raw, str) or not (folder / raw).is_file():
        raise _errors(document, place, f"файла меры «{raw}» нет", f'there is no measure file "{raw}"')
    return read_file(folder / raw, raw)


def _check(document: Document, place: Place, text: OwnMeasure, book: Rulebook) -> None:
    """What the schema and the names of the book say of it, at the lines where it was written."""
    here = _Shifted(document, place)
    try:
        MeasureFile.model_validate(settled(text.content, text.starts, text.act))
    except ValidationError as error:
        raise PracticeErrors(explain(here, MeasureFile, error)) from None
    item = item_of(text, book.measures.get(text.measure), practice_of(book.region))
    assert item is not None
    compiler = OneMeasure(book)
    compiler.measure(item, compiler.counts)
    if compiler.findings:
        older = len(item.value.versions) - len(text.content["versions"])
        raise PracticeErrors(_led_back(here, item.document, one, older) for one in compiler.findings)


class _Shifted(Document):
    """A part of a document, addressed as if it were the whole."""

    def __init__(self, document: Document, place: Place) -> None:
        marks = {path[len(place) :]: at for path, at in document.marks.items() if path[: len(place)] == place}
        super().__init__(None, document.file, marks)


def _led_back(here: Document, merged: Document, found: Finding, older: int) -> Finding:
    """Lines of a merged measure are addresses; of the versions, the installed ones come first."""
    paths = {line: path for path, (line, _) in merged.marks.items()}
    path = paths.get(found.line, ())
    if len(path) > 1 and path[0] == "versions" and isinstance(path[1], int):
        path = ("versions", path[1] - older, *path[2:])
    return here.finding(path, found.ru, found.en, found.severity)


def _errors(document: Document, place: Place, ru: str, en: str) -> PracticeErrors:
    return PracticeErrors([document.finding(place, ru, en)])

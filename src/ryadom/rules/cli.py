"""Commands over practice folders: answer, facts, measures, practice check. None of them needs a database."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from ryadom.packs.api import Library, PracticeErrors, load_library
from ryadom.rules.ahead import left_said, missed_said, next_said
from ryadom.rules.answers import answer, gains
from ryadom.rules.book import Rulebook, compile_book
from ryadom.rules.check import as_data, check, summary
from ryadom.rules.facts import Family
from ryadom.rules.facts_file import read_families
from ryadom.rules.gains import Worth
from ryadom.rules.imagined.commands import population_group
from ryadom.rules.outcomes import Answers, MeasureAnswer, Outcome
from ryadom.rules.questions import question
from ryadom.rules.rendering import answers_as_data
from ryadom.rules.template import template
from ryadom.rules.wording import numbers as said

PRACTICES = Path(__file__).resolve().parents[3] / "practices"
SAID = {
    Outcome.ENTITLED: "положено по вашим ответам",
    Outcome.LIKELY: "скорее всего",
    Outcome.UNKNOWN: "не хватает сведений",
    Outcome.NOT_YET: "пока нет",
    Outcome.NOT_ENTITLED: "нет",
    Outcome.CLOSED: "нет: закончилась",
    Outcome.FAILED: "проверит специалист",
}


class Books:
    """The rulebooks of a library, compiled when first asked for."""

    def __init__(self, root: Path) -> None:
        self.library: Library = load_library(root)
        self.books: dict[str, Rulebook] = {}

    def __call__(self, region: str) -> Rulebook | None:
        if region not in self.books and self.library.region(region):
            self.books[region] = compile_book(self.library.installed(region), region, self.library.region(region))
        return self.books.get(region)


def books(root: Path) -> Books:
    """The library at `root`; its faults end the command with a list."""
    try:
        return Books(root)
    except PracticeErrors as errors:
        fail(errors)
        raise AssertionError from errors


def fail(errors: PracticeErrors) -> None:
    """Print every fault and leave with 1."""
    for finding in errors.findings:
        click.echo(finding.said("ru"), err=True)
    sys.exit(1)


practices_option = click.option(
    "--practices",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=PRACTICES,
    help="The library of practices.",
)
region_option = click.option("--region", help="A region's code, as RU-CHE.")


@click.command("answer")
@click.argument("facts", required=False, type=click.Path(path_type=Path))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about; today by default.")
@region_option
@click.option("--measure", "measures", multiple=True, help="Only these measures.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document per family, a line each.")
@click.option("--gains", "as_gains", is_flag=True, help="Print every question worth asking, best first.")
@click.option("--template", "as_template", is_flag=True, help="Print a commented facts file.")
@practices_option
def answer_command(
    facts: Path | None,
    on: datetime | None,
    region: str | None,
    measures: tuple[str, ...],
    as_json: bool,
    as_gains: bool,
    as_template: bool,
    practices: Path,
) -> None:
    """What the families in FACTS (a YAML file, - for standard input) are entitled to, and why."""
    known = books(practices)

    def day(code: str) -> date:
        return on.date() if on else _today(known, code)

    if as_template:
        click.echo(template(_book(known, region or next(iter(sorted(known.library.regions))))), nl=False)
        return
    if facts is None:
        raise click.UsageError("FACTS is needed (or --template)")
    text = sys.stdin.read() if str(facts) == "-" else _read(facts)
    try:
        if region:
            _book(known, region)
        families = read_families(text, str(facts), lambda code: known(region or code or ""), day)
        for family in families:
            book = _book(known, region or family.region)
            _known_measures(book, measures)
            asked, chosen = day(book.region), measures or None
            if as_gains:
                _show_gains(book, family, gains(book, family, on=asked, measures=chosen))
                continue
            _show(book, answer(book, family, on=asked, measures=chosen, ahead=True), as_json)
    except PracticeErrors as errors:
        fail(errors)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path}: файл не читается: {error}") from None


def _today(known: Books, region: str) -> date:
    """Today on the region's own clock."""
    about = known.library.region(region)
    return datetime.now(ZoneInfo(about.zone if about else "UTC")).date()


def _book(known: Books, region: str) -> Rulebook:
    book = known(region)
    if book is None:
        raise click.ClickException(
            f"для региона {region} нет практик; есть: {', '.join(sorted(known.library.regions))}"
        )
    return book


def _known_measures(book: Rulebook, measures: tuple[str, ...]) -> None:
    for measure in measures:
        if measure not in book.measures:
            from ryadom.packs.api import did_you_mean

            raise click.ClickException(f"нет меры «{measure}»{did_you_mean(measure, book.measures)[0]}")


def _show(book: Rulebook, answers: Answers, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(answers_as_data(answers), ensure_ascii=False))
        return
    for found in answers.measures:
        _show_measure(book, found)
    if answers.next_question:
        person = f"{answers.next_question.person_name}: " if answers.next_question.person_name else ""
        click.echo(f"\nСледующий вопрос: {person}{answers.next_question.text.ru} [{answers.next_question.ref.id}]")
    if answers.left and answers.left.questions:
        click.echo(left_said(answers.left).ru)
    first = answers.first_change
    if first and first.next_date:
        click.echo(f"Раньше всего: {first.title.ru}: {next_said(first.next_date).ru}")


def _show_gains(book: Rulebook, family: Family, found: tuple[Worth, ...]) -> None:
    for worth in found:
        asked = question(book, family, worth.ref)
        person = f"{asked.person_name}: " if asked.person_name else ""
        click.echo(f"{worth.gain:8} {worth.ref.id:40} {person}{asked.text.ru}")


def _show_measure(book: Rulebook, found: MeasureAnswer) -> None:
    who = f" · {found.subject_name}" if found.subject_name else ""
    amount = f": {found.amount.value} ₽" if found.amount and found.amount.value is not None else ""
    sample = " [образец]" if found.sample else ""
    click.echo(f"{SAID[found.outcome]:28} {found.title.ru}{who}{amount}{sample}")
    if found.next_date:
        click.echo(f"    {next_said(found.next_date).ru}")
    for said_ru in missed_said(found.near_miss) if found.near_miss else ():
        click.echo(f"    {said_ru.ru}")
    for criterion in found.criteria:
        numbers = "; ".join(said(book, criterion))
        more = (f" ({numbers})" if numbers else "") + (f": {criterion.broken.ru}" if criterion.broken else "")
        click.echo(f"    {criterion.state:10} {criterion.title.ru}{more}")


@click.command("facts")
@region_option
@practices_option
def facts_command(region: str | None, practices: Path) -> None:
    """The facts that the catalogue knows."""
    book = _book(known := books(practices), region or next(iter(sorted(known.library.regions))))
    for key, kind in sorted(book.facts.items()):
        click.echo(f"{key:36} {kind.file.of:12} {kind.file.type:8} {kind.file.name}")


@click.command("measures")
@region_option
@practices_option
def measures_command(region: str | None, practices: Path) -> None:
    """The measures installed for a region (every region by default)."""
    known = books(practices)
    for code in [region] if region else sorted(known.library.regions):
        for measure in _book(known, code).measures.values():
            closed = f" (закончилась {measure.file.closed.on})" if measure.file.closed else ""
            click.echo(f"{code}  {measure.id:36} {measure.mode:8} {measure.file.title.ru}{closed}")


@click.group("practice")
def practice_group() -> None:
    """Practices as data."""


@practice_group.command("check")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru")
@click.option("--json", "as_json", is_flag=True, help="One JSON document: findings, and what was decided.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), hidden=True)
def check_command(path: Path, lang: str, as_json: bool, on: date | None) -> None:
    """Print all faults of the practices at or below PATH; exit with 1 if there is one."""
    report = check(path)
    if as_json:
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=1))
        sys.exit(1 if report.errors else 0)
    for finding in [*report.errors, *report.warnings]:
        click.echo(finding.said(lang))
    for line in summary(report):
        click.echo(line)
    sys.exit(1 if report.errors else 0)


commands = [answer_command, facts_command, measures_command, practice_group, population_group]

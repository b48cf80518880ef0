"""A path without a database: order, circles, days, and what `practice check` says of a bad one."""

from datetime import date
from pathlib import Path

import pytest
from tests.stories.cast import book, family

from ryadom.packs import api as packs
from ryadom.routes.asking import NOTHING, Verdict, Verdicts, verdicts
from ryadom.routes.checks import of_files
from ryadom.routes.kinds import RouteFile
from ryadom.routes.library import routes_of
from ryadom.routes.walking import Going, Mark, State, What, in_order, last_day, walk
from ryadom.rules.api import Family, Person, calendar_of

CHE, ON = "RU-CHE", date(2026, 11, 12)
EMPTY = Going({}, {})


def step(id, **more):
    return {"id": id, "title": {"ru": f"Шаг {id}"}, "who": "you", "verified": "recalled", **more}


def route(*steps, **more):
    told = {"title": {"ru": "Путь"}, "summary": {"ru": "Путь"}, "situation": "death", **more}
    return RouteFile.model_validate({**told, "steps": list(steps)})


def states(file, said=NOTHING, marks=None, going=EMPTY):
    found = walk(file, said, marks or {}, going, calendar=calendar_of(book(CHE)))
    return {one.step.id: str(one.state) for one in found}


def findings(*steps, **more):
    """What the check says of a route of these steps, by place in the file."""
    content = {"title": {"ru": "Путь"}, "summary": {"ru": "Путь"}, "situation": "death", **more, "steps": list(steps)}
    document = packs.Document(content, "routes/path.yaml", {})
    item = packs.Item("route", "path", "russia/core", RouteFile.model_validate(content), document)
    return [(one.severity, one.ru) for one in of_files(book(CHE), [item])]


def test_branches_run_side_by_side_and_meet_again():
    file = route(step("a"), step("b", after=["a"]), step("c", after=["a"]), step("d", after=["b", "c"]))
    done = Mark(What.DONE, ON)
    assert states(file) == {"a": "open", "b": "ahead", "c": "ahead", "d": "ahead"}
    assert states(file, marks={"a": done}) == {"a": "done", "b": "open", "c": "open", "d": "ahead"}
    assert states(file, marks={"a": done, "b": done})["d"] == "ahead"
    assert states(file, marks=dict.fromkeys("abc", done))["d"] == "open"


def test_a_step_that_is_not_for_them_stands_in_nobodys_way_and_one_that_is_unknown_does():
    file = route(step("a", when="пенсионер", perhaps={"ru": "если"}), step("b", after=["a"]))
    assert states(file, Verdicts({"a": Verdict(False)}, {})) == {"a": "not_yours", "b": "open"}
    assert states(file, Verdicts({"a": Verdict(None)}, {})) == {"a": "open", "b": "ahead"}


def test_the_order_of_the_file_is_kept_although_steps_stand_before_what_they_wait_for():
    file = route(step("last", after=["first"]), step("first"))
    assert [one.id for one in in_order(file)] == ["first", "last"]
    assert list(states(file)) == ["last", "first"]


def test_a_last_day_counts_from_what_happened():
    assert last_day(date(2026, 8, 31), 6, 0) == date(2027, 2, 28)
    file = route(step("a", deadline={"months": 6, "verified": "recalled"}), step("b"), happened={"ru": "Когда?"})
    seen = walk(file, NOTHING, {}, EMPTY, calendar=calendar_of(book(CHE)), happened=date(2026, 1, 10))
    assert seen[0].deadline == date(2026, 7, 10) and seen[0].late(ON)
    done = {"a": Mark(What.DONE, ON)}
    assert (
        walk(file, NOTHING, done, EMPTY, calendar=calendar_of(book(CHE)), happened=date(2026, 1, 10))[0].late(ON)
        is False
    )


def test_the_day_is_asked_for_where_a_deadline_counts_from_it_and_nowhere_else():
    limit = {"months": 6, "verified": "recalled"}
    for steps, more in (
        ([step("a", deadline=limit), step("b")], {}),
        ([step("a"), step("b")], {"happened": {"ru": "Когда?"}}),
    ):
        with pytest.raises(ValueError, match="happened"):
            route(*steps, **more)


def test_what_is_not_known_names_the_facts_that_would_settle_it():
    file = route(step("a", when="пенсионер", perhaps={"ru": "если вы на пенсии"}), step("b"))
    nobody = Family(CHE, persons=(Person("me", "", {}),), persons_open=True)
    said = verdicts(book(CHE), file, nobody, on=ON).when["a"]
    assert said.true is None and [one.key for one in said.missing] == ["pension"]
    assert verdicts(book(CHE), file, family("zhukova"), on=ON).when["a"].true is True


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([step("a", after=["c"]), step("b", after=["a"]), step("c", after=["b"])], "по кругу: a → c → b → a"),
        ([step("a", after=["a"]), step("b")], "по кругу: a → a"),
        ([step("a"), step("b", after=["aa"])], "нет шага «aa»"),
        ([step("a"), step("a")], "шаг «a» уже есть"),
        ([step("a", gives="funeral-benefits"), step("b")], "нет меры «funeral-benefits»"),
        ([step("a", source="nowhere"), step("b")], "нет источника «nowhere»"),
        ([step("a", when="возраст < 3 and возраст > 18", perhaps={"ru": "если"}), step("b")], "никто не может"),
        ([step("a", when="возраст < дата", perhaps={"ru": "если"}), step("b")], "сравнивают разное"),
        ([step("a", when="такого факта нет", perhaps={"ru": "если"}), step("b")], "такого факта нет"),
    ],
)
def test_the_check_finds_what_is_wrong(steps, says):
    found = findings(*steps)
    assert any(severity == "error" and says in ru for severity, ru in found), found


def test_the_check_is_silent_about_a_good_path():
    assert findings(step("a"), step("b", after=["a"], gives="funeral-benefit")) == []
    assert findings(step("a"), step("b"), situation="no-such")[0][1].startswith("нет жизненной ситуации")


def test_every_path_of_the_country_can_be_walked_to_its_end():
    """Whatever is done first: following what is open, one comes to the end of every path."""
    library = packs.load_library(Path(__file__).resolve().parents[2] / "practices")
    found = routes_of(library.installed(CHE))
    assert len(found) >= 15
    for one in found.values():
        marks: dict[str, Mark] = {}
        for _ in one.file.steps:
            now = walk(one.file, NOTHING, marks, EMPTY, calendar=calendar_of(book(CHE)))
            marks |= {view.step.id: Mark(What.DONE, ON) for view in now if view.state is State.OPEN}
        assert set(marks) == {step.id for step in one.file.steps}, one.id


def test_nothing_in_the_country_claims_a_term_without_saying_how_far_it_was_checked():
    library = packs.load_library(Path(__file__).resolve().parents[2] / "practices")
    for one in routes_of(library.installed(CHE)).values():
        sources = {source.id for source in one.file.sources}
        for step in one.file.steps:
            for part in (step, step.term, step.deadline):
                if part is not None and part.verified != "recalled":
                    assert part.source in sources or step.source in sources or part.verified == "press", (
                        one.id,
                        step.id,
                    )
                assert part is None or part.verified != "act", "no term was held against an act"

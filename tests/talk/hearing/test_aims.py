"""What the practices hold out is understood, danger first; and nothing held out was learnt under another spelling."""

from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from ryadom.packs.api import Practice, load_library
from ryadom.talk.hearing.judging import Figures, Held, judge
from ryadom.talk.letters import fold
from ryadom.talk.library import ear_over, heard_topics, held_out

ROOT = Path(__file__).resolve().parents[3] / "practices"
TOO_LIKE = 80
FLOORS = {"top1": 0.80, "top3": 0.93, "mixed": 0.93, "scope": 0.93, "crisis": 1.0}
MOST_ALARMS = 0.02


@pytest.fixture(scope="module")
def practices() -> tuple[Practice, ...]:
    return load_library(ROOT).installed("RU")


@pytest.fixture(scope="module")
def figures(practices) -> Figures:
    return judge(ear_over(practices), held_out(practices))


@pytest.mark.parametrize("name", FLOORS)
def test_every_figure_stands_above_its_floor(figures: Figures, name: str) -> None:
    assert getattr(figures, name) >= FLOORS[name], [figures.line, *figures.errors]


def test_false_alarms_are_rare(figures: Figures) -> None:
    assert figures.alarms <= MOST_ALARMS, figures.errors


def test_nothing_held_out_was_learnt(practices) -> None:
    learnt = sorted({fold(phrase) for topic in heard_topics(practices) for phrase in topic.phrases})
    found = []
    for one in held_out(practices):
        near = process.extractOne(fold(one.text), learnt, scorer=fuzz.ratio, score_cutoff=TOO_LIKE)
        if near:
            found.append((one.text, near[0]))
    assert found == []


def test_figures_fall_when_an_ear_is_deaf() -> None:
    class Deaf:
        def hear(self, text: str):
            from ryadom.talk.hearing.shapes import Hearing

            return Hearing(None, (), 0.0, (), text)

    held = [Held("муж бьёт", ("crisis_violence",), single=True), Held("работы нет", ("job_loss",), single=True)]
    found = judge(Deaf(), held)  # type: ignore[arg-type]
    assert (found.top1, found.top3, found.crisis) == (0.0, 0.0, 0.0)

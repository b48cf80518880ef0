"""What practices promise to understand is understood: the right topic stands among the three choices."""

from pathlib import Path

import pytest

from ryadom.packs.api import Library, load_library
from ryadom.talk.crisis import Danger, danger_in
from ryadom.talk.library import synonyms, topics
from ryadom.talk.understanding import Index

ROOT = Path(__file__).resolve().parents[2] / "practices"
ENOUGH = 0.85


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT)


def sentences_of(library: Library) -> list[tuple[str, str, tuple[str, str]]]:
    """(region, sentence, topic) for every test phrase; federal ones are asked in the first of the regions."""
    first = sorted(library.regions)[0]
    found = []
    for practice in library.practices.values():
        region = practice.about.region if practice.about.region != "RU" else first
        for item in practice.of("phrases"):
            file = item.value
            if file.topic:
                continue
            topic = ("situation", file.situation) if file.situation else ("measure", file.measure)
            found += [(region, sentence, topic) for sentence in file.test]
    return found


def test_recall_in_the_first_three(library: Library, capsys) -> None:
    indexes = {
        region: Index(topics(installed := library.installed(region)), synonyms(installed)) for region in library.regions
    }
    missed, first = [], 0
    sentences = sentences_of(library)
    for region, sentence, topic in sentences:
        choices = [(choice.kind, choice.id) for choice in indexes[region].choices(sentence)]
        first += choices[:1] == [topic]
        if topic not in choices:
            missed.append(f"{sentence!r}: {topic[1]}, not {[id for _kind, id in choices]}")
    recall = 1 - len(missed) / len(sentences)
    with capsys.disabled():
        print(f"\n  understood in three: {recall:.1%}, first: {first / len(sentences):.1%} of {len(sentences)} phrases")
    assert recall >= ENOUGH, "\n".join(missed)


def test_no_phrase_of_a_practice_sounds_an_alarm(library: Library) -> None:
    said = [
        phrase
        for p in library.practices.values()
        for i in p.of("phrases")
        if not i.value.topic
        for phrase in (*i.value.phrases, *i.value.test)
    ]
    # Hunger holds no answer back (decision 50), so want of food may stand beside a request for money.
    assert [phrase for phrase in said if danger_in(phrase) not in (None, Danger.FOOD)] == []


def test_every_hot_line_answers_in_a_danger_and_names_112(library: Library) -> None:
    lines = [item.value for practice in library.practices.values() for item in practice.of("hotline")]
    assert any(line.phone == "112" for line in lines)
    assert {danger for line in lines for danger in line.answers} == {"suicide", "violence", "lost_child", "life"}

"""Lipetsk adopts a practice of its own: words that make others harder to understand are refused at the door."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from django.conf import settings

from ryadom.packs.api import PracticeErrors, install_library, load_library
from ryadom.packs.cli import install_command
from ryadom.packs.models import Activation, Installed
from ryadom.rules.cli import check_command
from ryadom.talk.library import ear_over

AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
# A club in words of its own.
MODEST = """
title: {ru: "Клуб радиолюбителей", en: "Radio amateurs"}
leads: {do: person}
phrases:
  - радиолюбители где собираются
  - кружок радиосвязи и морзянки
  - собрать радиоприёмник вместе
  - позывной получить радиолюбителю
test: [морзянку учить хочу]
"""
ABOUT = """
id: lipetsk/club
version: 1.0.0
region: RU-LIP
title: {ru: "Клуб", en: "Club"}
summary: {ru: "Клуб.", en: "A club."}
authors: [{name: Рядом}]
licence: CC0-1.0
requires: [russia/core, lipetsk/region]
"""


def stolen() -> str:
    """All that the house has learnt of losing one's job, as phrases of a file."""
    core = settings.RYADOM.practices / "russia" / "core"
    files = [*core.glob("topics/job_loss.yaml"), *core.glob("phrases/topic-job-loss*.yaml")]
    phrases = [phrase for file in files for phrase in yaml.safe_load(file.read_text("utf-8"))["phrases"]]
    return "phrases:\n" + "".join(f"  - {json.dumps(p, ensure_ascii=False)}\n" for p in phrases)


def greedy() -> str:
    """A club that claims the words of a whole topic for itself."""
    return MODEST.split("phrases:")[0] + stolen() + "test: [хочу в клуб]\n"


@pytest.fixture
def library(tmp_path: Path) -> Callable[[str], Path]:
    """The library of the house with one practice more, whose only topic has this text."""

    def with_club(topic: str) -> Path:
        root = tmp_path / "practices"
        for name in ("russia/core", "lipetsk/region"):
            shutil.copytree(settings.RYADOM.practices / name, root / name)
        club = root / "lipetsk" / "club"
        (club / "topics").mkdir(parents=True)
        (club / "practice.yaml").write_text(ABOUT, encoding="utf-8")
        (club / "topics" / "club.yaml").write_text(topic, encoding="utf-8")
        (club / "README.md").write_text("# Клуб\n", encoding="utf-8")
        (club / "CHANGELOG.md").write_text("# Изменения\n\n## 1.0.0\nПервый выпуск.\n", encoding="utf-8")
        return root

    return with_club


def test_a_greedy_practice_is_refused_with_what_it_would_confuse(db, library) -> None:
    root = library(greedy())
    told = CliRunner().invoke(install_command, ["--practices", str(root)])
    assert told.exit_code == 1
    assert "другие темы понимаются хуже" in told.output and "lipetsk/club/topics/club.yaml" in told.output
    assert "→ club" in told.output  # the table: what was meant, what it is taken for now, how often
    assert not Installed.objects.exists() and not Activation.objects.across_regions("the test asks of all").exists()


def test_who_writes_a_practice_is_told_the_same_before_it_is_adopted(library) -> None:
    told = CliRunner().invoke(check_command, [str(library(greedy()) / "lipetsk" / "club")])
    assert told.exit_code == 1 and "другие темы понимаются хуже" in told.output


def test_a_modest_practice_is_adopted_and_heard(db, library) -> None:
    root = library(MODEST)
    install_library(root, since=date(2024, 1, 1), at=AT)
    assert Installed.objects.filter(practice="lipetsk/club").exists()
    ear = ear_over(load_library(root).installed("RU-LIP"))
    assert ear.hear("где у нас собираются радиолюбители").guesses[0].topic == "club"


def test_words_added_to_a_topic_of_another_practice_are_weighed_too(db, library) -> None:
    root = library(MODEST)
    thief = root / "lipetsk" / "club" / "phrases"
    thief.mkdir()
    (thief / "greeting.yaml").write_text(f"topic: greeting\n{stolen()}", encoding="utf-8")
    with pytest.raises(PracticeErrors, match="harder to understand"):
        install_library(root, since=date(2024, 1, 1), at=AT)

"""Lipetsk adopts a practice of its own, whose words leave the others as easy to understand as they were."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from ryadom.packs.api import install_library, load_library
from ryadom.packs.models import Installed
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


def test_a_modest_practice_is_adopted_and_heard(db, library) -> None:
    root = library(MODEST)
    install_library(root, since=date(2024, 1, 1), at=AT)
    assert Installed.objects.filter(practice="lipetsk/club").exists()
    ear = ear_over(load_library(root).installed("RU-LIP"))
    assert ear.hear("где у нас собираются радиолюбители").guesses[0].topic == "club"

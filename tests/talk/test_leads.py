"""Where topics lead: each path by steps that a topic names exists, and every path of the practices has its topic."""

from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from ryadom.packs.api import load_library
from ryadom.talk import library
from ryadom.talk.kinds import Leads

from .dialogue.conftest import ROOT


def found():
    known = load_library(ROOT)
    paths = {item.id for one in known.practices.values() for item in one.of("route")}
    led = {item.id: item.value.leads.route for one in known.practices.values() for item in one.of("topic")}
    return known, paths, {topic: route for topic, route in led.items() if route}


def test_every_path_has_a_topic_and_every_topic_its_path():
    known, paths, led = found()
    assert len(paths) >= 15 and set(led.values()) == paths
    assert list(library.led_nowhere(known, known.practices)) == []


def test_a_path_that_is_not_there_is_an_error():
    known, _paths, _led = found()
    core = known.practices["russia/core"]
    lost = SimpleNamespace(id="birth", value=SimpleNamespace(leads=SimpleNamespace(route="no-such-path")))
    lost.finding = lambda path, ru, en: (path, en)
    broken = SimpleNamespace(about=core.about, id=core.id, of=lambda kind: [lost] if kind == "topic" else core.of(kind))
    there = SimpleNamespace(practices=dict(known.practices) | {"russia/core": broken}, installed=known.installed)
    assert list(library.led_nowhere(there, ["russia/core"])) == [(("leads", "route"), "there is no route no-such-path")]


@pytest.mark.parametrize("wrong", [{}, {"situation": "birth", "measure": "x"}, {"do": "tell", "situation": "birth"}])
def test_a_topic_leads_to_one_thing_and_a_path_beside_it(wrong):
    with pytest.raises(ValidationError):
        Leads.model_validate(wrong)
    assert Leads.model_validate({"situation": "birth", "route": "birth"}).way == (
        ("situation", "birth"), ("route", "birth"),
    )  # fmt: skip
    assert Leads.model_validate({"route": "moving"}).way == (("route", "moving"),)

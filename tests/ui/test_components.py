from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template, engines
from django.test import RequestFactory

from ryadom.ui import charts, outcomes


def render(text, **context):
    return Template("{% load ryadom %}" + text).render(Context(context))


@pytest.mark.parametrize("outcome", outcomes.OUTCOMES)
def test_an_outcome_is_a_word_and_a_picture(outcome):
    html = render("{% outcome value %}", value=outcome)
    assert str(outcomes.OUTCOMES[outcome].word) in html
    assert "<svg" in html
    assert 'aria-hidden="true"' in html


def test_a_closed_measure_says_when_it_ended():
    assert "31\u00a0августа\u00a02022" in render("{% outcome 'closed' day %}", day=date(2022, 8, 31))


def test_an_eighth_outcome_is_an_error():
    with pytest.raises(KeyError):
        outcomes.told("perhaps")


def test_icons_are_hidden_unless_they_speak():
    assert 'aria-hidden="true"' in render("{% icon 'phone' %}")
    assert 'role="img" aria-label="подходит"' in render("{% icon 'check' 'подходит' %}")


def test_hostile_values_stay_text_in_every_part():
    evil = "<img src=x onerror=alert(1)>"
    parts = [
        "{% tag evil %}{% back '/' evil %}{% identity evil facts %}",
        "{% card title=evil %}{{ evil }}{% endcard %}{% details summary=evil %}{{ evil }}{% enddetails %}",
        "{% notice title=evil %}{{ evil }}{% endnotice %}{% warning word=evil %}{{ evil }}{% endwarning %}",
        "{% empty title=evil %}{{ evil }}{% endempty %}{% wide label=evil %}{{ evil }}{% endwide %}",
        "{% summary rows %}{% tasks rows %}{% timeline rows %}{% criteria rows %}{% tiles rows %}",
        "{% bar_chart bars %}{% line_chart lines %}",
    ]
    names = "key value title text note label hint when who trend_text source"
    row = dict.fromkeys(names.split(), evil)
    html = render(
        "".join(parts),
        evil=evil,
        facts=[evil],
        rows=[row],
        bars=charts.Bars(evil, evil, evil, [charts.Bar(evil, 1, evil)]),
        lines=charts.Lines(evil, evil, evil, [evil, evil], [charts.Line(evil, [1, 2])]),
    )
    assert "<img" not in html


def test_the_summary_says_what_is_changed():
    html = render("{% summary rows %}", rows=[{"key": "Дом", "value": "", "url": "/x/"}])
    assert "не указано" in html
    assert "Изменить<span" in html
    assert ": Дом</span>" in html


def test_the_timeline_marks_the_present():
    steps = [{"title": "Отправили", "state": "done"}, {"title": "Проверяем", "state": "now"}]
    html = render("{% timeline steps %}", steps=steps)
    assert html.count('aria-current="step"') == 1
    assert "(сделано)" in html


def test_a_broken_panel_names_itself(monkeypatch):
    from ryadom.ui import panels

    monkeypatch.setattr(panels, "_places", {})
    panels.register("case", lambda r, s: 1 / 0, name="Предложение по правилу")
    template = engines["django"].from_string("{% load ryadom %}{% panel 'case' subject %}")
    html = template.render({"subject": 1}, RequestFactory().get("/"))
    assert "Предложение по правилу" in html
    assert "не открылась" in html


def test_a_gap_in_a_line_is_a_gap():
    chart = charts.Lines("т", "%", "Квартал", ["I", "II", "III"], [charts.Line("а", [Decimal(1), None, Decimal(3)])])
    wide = charts.drawn_lines(chart)["pictures"][0]
    assert wide["lines"][0]["path"].count("M") == 2
    assert len(wide["lines"][0]["dots"]) == 2


def test_lines_that_cannot_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="told apart"):
        charts.drawn_lines(charts.Lines("т", "%", "x", ["I"], [charts.Line(str(i), [1]) for i in range(5)]))


def test_a_line_must_have_a_value_for_every_point():
    with pytest.raises(ValueError, match="every point"):
        charts.drawn_lines(charts.Lines("т", "%", "x", ["I", "II"], [charts.Line("а", [1])]))


@pytest.mark.parametrize(
    "values", [[0, 0], [5], [-3, 7], [Decimal("0.001"), Decimal("0.002")], [None, None], [10**9, 1]]
)
def test_the_scale_holds_every_value(values):
    chart = charts.Lines("т", "%", "x", [str(i) for i in range(len(values))], [charts.Line("а", values)])
    for picture in charts.drawn_lines(chart)["pictures"]:
        assert 2 <= len(picture["grid"]) <= 8
        for dot in picture["lines"][0]["dots"]:
            assert 0 <= dot["y"] <= picture["canvas"].height


def test_a_bar_without_a_value_says_why():
    html = render(
        "{% bar_chart bars %}", bars=charts.Bars("Отказы", "Причина", "Всего", [charts.Bar("Газ", None, "меньше 10")])
    )
    assert "меньше 10" in html
    assert 'width="0"' in html

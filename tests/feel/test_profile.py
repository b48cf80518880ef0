"""The profile: what a published measure may say."""

from __future__ import annotations

import pytest

from ryadom.feel import check_profile, parse


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("8 * МРОТ * ((12 - 7) / 12)", ["profile-division"]),
        ("8 * МРОТ * (12 - 7) / 12 < доход", ["profile-division"]),
        ("round half up(8 * МРОТ * (12 - 7) / 12, 2) < доход", []),
        ("round half up(round half up(доход / 3, 2) / детей, 2)", []),
        ("decimal(доход / детей, 2)", []),
        ("floor(доход / 3)", []),
        ("round half up(max(доход / 3, 5), 2)", ["profile-division"]),
        ("доход / 4 > 1", []),
        ("доход / 0.125", []),
        ("доход / 12 > 1", ["profile-division"]),
        ("доход / детей", ["profile-division"]),
        ("now()", ["profile-clock"]),
        ("today() > дата", ["profile-clock"]),
        ("function(a) a", ["profile-function"]),
        ("sqrt(доход)", ["profile-builtin"]),
        ("доход ** 2", ["profile-power"]),
        ("дети[1]", ["profile-index"]),
        ("дети[-1].возраст", ["profile-index"]),
        ("f(1)(2)", ["profile-call"]),
        ('count(дети[возраст < 18]) >= 3 and прожиточный минимум(группа: "дети") > 5', []),
        ("some ребёнок in дети satisfies ребёнок.возраст < 3", []),
        ('полных лет(дата рождения, дата) >= 18 and пол in ("женский", "мужской")', []),
        ("санаторно-курортное лечение", []),
    ],
)
def test_profile(text: str, codes: list[str]) -> None:
    faults = check_profile(parse(text))
    assert [fault.code for fault in faults] == codes
    for fault in faults:
        assert fault.message("ru")
        assert fault.message("en")
        assert "^" in fault.caret("ru")


def test_a_filter_uses_only_what_belongs_to_its_member() -> None:
    expr = parse("count(дети[возраст < порог]) > 2 and доход > 5")
    (fault,) = check_profile(expr, in_filters={"возраст"})
    assert (fault.code, expr.text[slice(*fault.span)]) == ("profile-filter", "порог")


def test_a_name_with_a_sign_is_refused() -> None:
    expr = parse("санаторно-курортное лечение", names=["санаторно-курортное лечение"])
    assert [fault.code for fault in check_profile(expr)] == ["profile-name"]


def test_a_name_with_a_keyword_is_refused() -> None:
    expr = parse("доход and расход > 5", names=["доход and расход"])
    assert [fault.code for fault in check_profile(expr)] == ["profile-keyword"]

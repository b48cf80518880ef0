"""Olga the methodologist writes down what her region looks like, and is told of every slip at once."""

from pathlib import Path

import pytest

from ryadom.rules.imagined.faults import RegionFault
from ryadom.rules.imagined.making import MADE, region_file
from ryadom.rules.imagined.reading import fits, read_region
from ryadom.rules.imagined.region import REGIONS


def rewritten(folder: Path, *changes: tuple[str, str]) -> Path:
    """The file of Chelyabinsk region with some words changed."""
    text = (REGIONS / "chelyabinsk.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "north.toml"
    path.write_text(text, "utf-8")
    return path


def fault_of(path: Path) -> RegionFault:
    with pytest.raises(RegionFault) as caught:
        read_region(path)
    return caught.value


@pytest.mark.parametrize("name", sorted(path.stem for path in REGIONS.glob("*.toml")))
def test_every_region_of_the_demonstration_fits_its_rulebook(name, practices):
    region = region_file(name)
    book = practices(region.region)
    fits(region, book.facts, MADE | {region.card})
    assert region_file(region.region) == region


@pytest.mark.parametrize("name", sorted(path.stem for path in REGIONS.glob("*.toml")))
def test_every_number_has_a_source_or_is_marked_assumed(name):
    for path, marginal in region_file(name).marginals.items():
        assert marginal.origin.said, path
        assert marginal.origin.source is None or marginal.origin.source.strip(), path


def test_shares_that_do_not_add_up_name_their_key_and_their_sum(tmp_path):
    fault = fault_of(rewritten(tmp_path, ("first = 0.12, second = 0.43", "first = 0.12, second = 0.5")))
    assert "north.toml: health.group: доли дают в сумме 1.07, а не 1" in fault.ru
    assert "health.group: the shares add up to 1.07, not 1" in str(fault)


def test_a_negative_share_is_refused(tmp_path):
    fault = fault_of(
        rewritten(
            tmp_path, ("[people.boys]\nassumed = true\nshare = 0.513", "[people.boys]\nassumed = true\nshare = -0.1")
        )
    )
    assert "people.boys: нужна доля от 0 до 1, а не -0.1" in fault.ru


def test_a_number_of_nobody_knows_where_from_is_refused(tmp_path):
    fault = fault_of(rewritten(tmp_path, ("[people.boys]\nassumed = true\n", "[people.boys]\n")))
    assert 'people.boys: нужен source = "..." или assumed = true' in fault.ru


def test_a_mistyped_table_or_name_is_told_with_the_nearest_known(tmp_path):
    fault = fault_of(
        rewritten(tmp_path, ("[people.boys]", "[people.bois]"), ("alone_elder = 0.15", "alone_eldest = 0.15"))
    )
    assert "people: неизвестное имя «bois»; может быть, «boys»?" in fault.ru
    assert "people.boys: нет таблицы" in fault.ru
    assert "households.kinds: неизвестное имя «alone_eldest»; может быть, «alone_elder»?" in fault.ru


def test_a_fact_that_the_rulebook_does_not_know_is_told_with_the_nearest(tmp_path, book):
    region = read_region(rewritten(tmp_path, ("heating = 0.16", "heatings = 0.16")))
    # The file alone is sound: which facts there are the rulebook says.
    assert "heatings" in region.unknown
    own = read_region(_like(tmp_path, "[unknown]\nassumed = true\nheatings = 0.16\n"))
    with pytest.raises(RegionFault, match='unknown name "heatings"; did you mean "heating"'):
        fits(own, book.facts, MADE)


def _like(folder: Path, text: str) -> Path:
    """A region told by what differs from Chelyabinsk region."""
    (folder / "chelyabinsk.toml").write_text((REGIONS / "chelyabinsk.toml").read_text("utf-8"), "utf-8")
    path = folder / "like.toml"
    path.write_text(f'like = "chelyabinsk"\nregion = "RU-CHE"\ntitle = "Север"\nas_of = 2026-11-20\n{text}', "utf-8")
    return path


def test_a_fact_that_nobody_imagines_must_be_left_unknown_on_purpose(region, book):
    with pytest.raises(RegionFault, match='the fact "hobby" is neither imagined nor left unknown'):
        fits(region, [*book.facts, "hobby"], MADE)


def test_a_region_like_another_differs_only_where_it_says_so(tmp_path, region):
    like = read_region(_like(tmp_path, "[people.boys]\nassumed = true\nshare = 0.5\n"))
    assert str(like["people.boys"].share) == "0.5"
    assert like["income.salary"] == region["income.salary"]


def test_a_broken_file_and_an_unknown_region_are_sentences(tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text("region = [", "utf-8")
    assert "это не TOML" in fault_of(path).ru
    with pytest.raises(RegionFault) as caught:
        region_file("chelabinsk")
    assert caught.value.ru.startswith("нет региона «chelabinsk»; может быть, «chelyabinsk»?")


def test_ages_that_do_not_grow_and_quantiles_that_fall_are_refused(tmp_path):
    fault = fault_of(
        rewritten(
            tmp_path,
            ("by_age = [{from = 20, share = 0.012}, {from = 45,", "by_age = [{from = 20, share = 0.012}, {from = 5,"),
            ("[[0, 40000], [0.25, 900000]", "[[0, 40000], [0.25, 900]"),
        )
    )
    assert "service.veterans: возрасты должны расти" in fault.ru
    assert "family.debt: квантили растут" in fault.ru

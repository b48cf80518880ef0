"""The interval agrees with published values, stays on the scale, and shrinks as answers come."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.voice.wilson import wilson


@pytest.mark.parametrize(
    ("good", "total", "low", "high"),
    [
        (8, 10, "0.4902", "0.9433"),
        (0, 10, "0.0000", "0.2775"),
        (10, 10, "0.7225", "1.0000"),
        (50, 100, "0.4038", "0.5962"),
        (81, 263, "0.2553", "0.3662"),  # Newcombe 1998, table I
        (15, 148, "0.0624", "0.1605"),
        (1, 29, "0.0061", "0.1718"),
        (450, 900, "0.4674", "0.5326"),  # 900 answers: about 3.3 points to each side
    ],
)
def test_published_values(good: int, total: int, low: str, high: str) -> None:
    found = wilson(good, total)
    assert found.low.quantize(Decimal("0.0001")) == Decimal(low)
    assert found.high.quantize(Decimal("0.0001")) == Decimal(high)


@given(st.integers(1, 10_000), st.data())
def test_stays_on_the_scale_around_the_share(total: int, data: st.DataObject) -> None:
    good = data.draw(st.integers(0, total))
    found = wilson(good, total)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.low < found.high


@given(st.integers(1, 500), st.data())
def test_satisfied_and_dissatisfied_mirror_each_other(total: int, data: st.DataObject) -> None:
    good = data.draw(st.integers(0, total))
    one, other = wilson(good, total), wilson(total - good, total)
    assert abs(one.low - (1 - other.high)) < Decimal("1e-20")


def test_more_answers_make_it_narrower() -> None:
    few, many = wilson(60, 100), wilson(600, 1000)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("good", "total"), [(0, 0), (2, 1), (-1, 5)])
def test_nothing_to_share_is_an_error(good: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(good, total)

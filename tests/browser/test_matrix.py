"""Every page of the site with the demonstration in it: readable large, in contrast, on a phone, by keyboard."""

import pytest

from ryadom.ui import assets

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not assets.STAMP.exists(), reason="no assets yet: python -m ryadom.ui.assets"),
]
# As the server writes them into <html>; switched here without loading the page anew.
LOOKS = {"normal": ("1", "normal"), "x2": ("200", "normal"), "black": ("1", "black")}
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
READ_AS = "([size, contrast]) => Object.assign(document.documentElement.dataset, {size, contrast})"


def test_every_address_is_looked_at_or_says_why_not(places):
    from tests.browser.places import NOT_PAGES, urlconf

    seen = {place.name for place in places.all()}
    known = set(urlconf())
    forgotten = known - seen - set(NOT_PAGES)
    assert not forgotten, f"neither looked at nor excused: {forgotten}"
    assert not set(NOT_PAGES) & seen, "excused and looked at"
    assert not set(NOT_PAGES) - known, "excused, but there is no such address"


def test_nothing_is_out_of_reach(look, every, subtests_or_all):
    for place in every:
        with subtests_or_all(place):
            seen = look(place.path, place.who)
            faults = [fault for width, size in SIZES.items() for fault in _faults(seen, width, size)]
            seen.page.context.close()
            assert not faults, "\n".join(faults[:8])
            assert not seen.outside


def _faults(seen, width, size):
    seen.page.set_viewport_size(size)
    for name, look in LOOKS.items():
        seen.page.evaluate(READ_AS, look)
        yield from (f"{width} {name}: {fault}" for fault in seen.axe())
        yield from (f"{width} {name}: sticks out: {fault}" for fault in seen.overflow())

"""Every page of the site under the strict policy: nothing complains, and the first Tab leads past the header."""

import pytest

from ryadom.ui import assets

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not assets.STAMP.exists(), reason="no assets yet: python -m ryadom.ui.assets"),
]


def test_the_strict_policy_is_kept_and_the_first_tab_leads_past_the_header(look, every, subtests_or_all):
    for place in every:
        with subtests_or_all(place):
            seen = look(place.path, place.who, policy=True)
            if not seen.page.evaluate("!!document.querySelector('[data-errors], [autofocus]')"):
                seen.page.keyboard.press("Tab")
                focused = seen.page.evaluate("document.activeElement.className")
                assert focused == "govuk-skip-link", f"the first Tab reaches {focused!r}"
            seen.page.context.close()
            assert not seen.complaints
            assert not seen.outside

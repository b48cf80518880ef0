"""Every room's pages hang somewhere: an `urls.py` that nobody mounts would be a feature that nobody finds."""

from ryadom.site.rooms import HOUSE
from ryadom.site.urls import ROOMS


def unmounted(found, mounted):
    return sorted(set(found) - set(mounted))


def test_every_urls_module_is_mounted():
    paths = [path.relative_to(HOUSE.parent).with_suffix("") for path in HOUSE.rglob("urls.py")]
    found = [".".join(path.parts) for path in paths if path.parts[1] != "site"]
    assert unmounted(found, [module for _, module in ROOMS]) == []


def test_the_rule_can_fail():
    assert unmounted(["ryadom.albums.urls"], ["ryadom.cases.pages.urls"]) == ["ryadom.albums.urls"]

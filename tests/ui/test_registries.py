import logging

import pytest
from django.test import RequestFactory

from ryadom.ui import contact, links, navigation, panels


@pytest.fixture
def request_(rf: RequestFactory):
    return rf.get("/ui/gallery/")


@pytest.fixture(autouse=True)
def own_shelves(monkeypatch):
    monkeypatch.setattr(links, "_resolvers", {})
    monkeypatch.setattr(panels, "_places", {})
    monkeypatch.setattr(contact, "_providers", [])
    monkeypatch.setattr(navigation, "_items", {})


def test_a_room_links_to_another_by_reference():
    links.register("cases:case", lambda key: links.Link(f"/cases/{key}/", f"Заявление № {key}"))
    assert links.resolve("cases:case:17") == links.Link("/cases/17/", "Заявление № 17")


def test_a_key_may_hold_colons():
    assert links.split("packs:practice:ru/gas:2026") == ("packs:practice", "ru/gas:2026")


@pytest.mark.parametrize("ref", ["cases", "cases:case", "cases:case:", "::1"])
def test_a_reference_without_its_parts_is_an_error(ref):
    with pytest.raises(ValueError, match="room:thing:key"):
        links.split(ref)


def test_a_kind_that_nobody_owns_is_named():
    with pytest.raises(links.UnknownKind, match="forum:talk"):
        links.resolve("forum:talk:1")


def test_a_page_leaves_out_what_nobody_keeps():
    assert links.find("forum:talk:1") is None
    with pytest.raises(ValueError, match="room:thing:key"):
        links.find("forum")


def test_two_rooms_cannot_own_one_kind():
    links.register("cases:case", lambda key: None)
    with pytest.raises(ValueError, match="another room"):
        links.register("cases:case", lambda key: None)


def test_a_page_of_thirty_links_asks_once():
    asked = []

    def many(keys):
        asked.append(list(keys))
        return {key: links.Link(f"/{key}", key) for key in keys if key != "gone"}

    links.register("cases:case", lambda key: None, many=many)
    found = links.resolve_many([f"cases:case:{n}" for n in range(29)] + ["cases:case:gone"])
    assert len(asked) == 1
    assert len(found) == 29


def test_panels_stand_in_order_and_silence_is_allowed(request_):
    said = panels.Panel("ui/parts/tag.html", {"text": "первый", "tone": "plain"})
    panels.register("case", lambda r, s: panels.Panel("ui/parts/tag.html", {"text": s}), name="Второй", order=20)
    panels.register("case", lambda r, s: said, name="Первый", order=10)
    panels.register("case", lambda r, s: None, name="Молчит")
    assert [part.name for part in panels.collect("case", request_, "№ 17")] == ["Первый", "Второй"]


def test_a_broken_panel_is_a_note_and_its_secret_stays_out_of_the_log(request_, caplog):
    def breaks(request, subject):
        raise RuntimeError("СНИЛС 112-233-445 95")

    panels.register("case", breaks, name="Предложение по правилу", order=1)
    panels.register("case", lambda r, s: panels.Panel("ui/parts/tag.html", {"text": "цел"}), name="Вопрос")
    with caplog.at_level(logging.ERROR):
        broken, whole = panels.collect("case", request_, None)
    assert (broken.name, broken.broken) == ("Предложение по правилу", True)
    assert "цел" in whole.html
    assert "112-233" not in caplog.text


@pytest.mark.django_db
def test_a_failed_query_of_a_panel_does_not_poison_the_page(request_):
    from django.db import connection

    def breaks(request, subject):
        with connection.cursor() as cursor:
            cursor.execute("select * from no_such_table")

    panels.register("case", breaks, name="Сломанная")
    assert panels.collect("case", request_, None)[0].broken
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_without_a_contact_nothing_is_invented(request_):
    assert contact.of(request_) == contact.Contact()


def test_the_first_room_that_knows_the_contact_wins(request_):
    contact.register(lambda r: None)
    contact.register(lambda r: contact.Contact(phone="112"))
    contact.register(lambda r: contact.Contact(phone="113"))
    assert contact.of(request_).phone == "112"


def test_the_longest_prefix_is_the_current_word_of_the_menu(rf):
    navigation.register("desk", lambda r: [navigation.Item("Все", "/ui/"), navigation.Item("Галерея", "/ui/gallery/")])
    navigation.register("desk", lambda r: [navigation.Item("Дом", "/")], order=1)
    words = navigation.items("desk", rf.get("/ui/gallery/desk/"))
    assert [(w.title, w.current) for w in words] == [("Дом", False), ("Все", False), ("Галерея", True)]


def test_a_page_that_stands_elsewhere_belongs_to_a_word_too(rf):
    day = navigation.Item("Мой день", "/desk/day/", also=("/desk/talks/", "/desk/away/"))
    navigation.register("desk", lambda r: [navigation.Item("Заявления", "/desk/"), day])
    assert [one.title for one in navigation.items("desk", rf.get("/desk/talks/7/")) if one.current] == ["Мой день"]
    assert [one.title for one in navigation.items("desk", rf.get("/desk/today/")) if one.current] == ["Заявления"]

"""«Могу показать путь по шагам»: Galina begins her own path in the conversation, Anna the path of her son; it moves."""

from datetime import timedelta

import pytest

from ryadom.channels import api as channels
from ryadom.people import api as people
from ryadom.routes import api as routes
from ryadom.rules import api as rules
from ryadom.talk import api as talk

from .conftest import AT, CHE, ON, Chat

pytestmark = pytest.mark.django_db
DUE = "Что мне положено"


@pytest.fixture
def known(orlova, galina):
    chat = Chat("galina-max")
    chat.says(channels.issue_code(by=orlova, person=galina.id, at=chat.at))
    return chat


def shows_the_path(chat, words="хочу переехать в другой регион", topic="Переезд в другой регион"):
    chat.says(words)
    title = next(one for one in chat.buttons if topic.split()[0].casefold() in one.casefold())
    return chat.presses(title)


def test_anybody_sees_the_steps_and_who_is_unknown_is_asked_to_sign_in(andrei):
    told = shows_the_path(andrei)
    assert "Могу показать путь по шагам" in told and "1. " in told
    assert "войдите на сайте" in andrei.presses("Начать свой путь")
    assert routes.briefs(region=CHE, persons=[]) == ()


def test_beside_the_question_for_whom_stands_the_path(andrei):
    andrei.says("меня сократили с завода")
    told = andrei.presses("Потеря работы")
    if "Верно?" in told:
        andrei.presses("Да, верно")
    told = andrei.presses("Показать путь по шагам")
    assert "Путь «Потеряли работу» по шагам:" in told
    assert "Для кого" in andrei.presses(DUE), "and back to the question"


def test_a_known_person_begins_a_path_after_saying_yes(known, galina):
    shows_the_path(known)
    told = known.presses("Начать свой путь")
    assert "под вашим именем" in told and routes.briefs(region=CHE, persons=[galina.id]) == ()
    told = known.presses("Да, начать")
    assert "Путь начат." in told and "Сделайте сейчас:" in told
    (copy,) = routes.briefs(region=CHE, persons=[galina.id])
    assert copy.route == "moving"
    assert "Сделано шагов: 0" in known.says("мой путь")


def test_no_is_no(known, galina):
    shows_the_path(known)
    known.presses("Начать свой путь")
    assert "не сохраняю" in known.presses("Нет")
    assert routes.briefs(region=CHE, persons=[galina.id]) == ()


@pytest.fixture
def misha(orlova, galina):
    """A grandson for whom Galina may apply; of another child she may only read."""
    boss = people.system_actor(region=CHE, reason="the cast")
    found = []
    for name, purposes in (("Михаил", ("apply", "read")), ("Олег", ("read",))):
        child = people.register_person(
            by=boss, at=AT, on=ON, surname="Соколов", name=name, patronymic="Ильич", birth_date="2018-02-03",
            source="document",
        )  # fmt: skip
        people.represent(
            by=boss, at=AT, person_id=child.id, representative_id=galina.id, ground="guardian", purposes=purposes,
            starts=ON, ends=None, evidence="Постановление",
        )  # fmt: skip
        found.append(child)
    return found[0]


def test_for_somebody_one_acts_for_and_for_nobody_else(known, misha, galina):
    shows_the_path(known)
    assert "Чей это будет путь?" in known.presses("Начать свой путь")
    assert "Олег Ильич" not in known.buttons, "to read is not to act"
    assert "под именем: Михаил Ильич" in known.presses("Михаил Ильич")
    known.presses("Да, начать")
    assert [one.route for one in routes.briefs(region=CHE, persons=[misha.id])] == ["moving"]
    assert routes.briefs(region=CHE, persons=[galina.id]) == ()


def test_when_steps_open_the_conversation_says_so_and_beside_a_colleague_it_is_silent(known, misha, orlova, galina):
    assert talk.way_moved(region=CHE, person=misha.id, title="Родился ребёнок", steps=["ЗАГС"], on=ON, at=known.at) == 1
    told = known.bot_words()[-1]
    assert "«Родился ребёнок»" in told and "Михаил Ильич" in told and "Теперь можно: ЗАГС." in told
    talk.take_over(by=orlova, token=known.token, at=known.at)
    before = known.bot_words()
    talk.way_moved(region=CHE, person=galina.id, title="Переезд", steps=["Паспорт"], on=ON, at=known.at)
    assert known.bot_words() == before


def test_the_event_of_routes_reaches_the_conversation(known, galina):
    from ryadom.routes import events

    shows_the_path(known)
    known.presses("Начать свой путь")
    known.presses("Да, начать")
    (copy,) = routes.briefs(region=CHE, persons=[galina.id])
    view = routes.of_persons(region=CHE, persons=[galina.id], book=rules.rulebook(CHE, ON), on=ON)[0]
    events.announce(
        events.StepsOpened(
            region=CHE, at=AT + timedelta(days=1), account_id=None, copy=copy.token, person=galina.id,
            route=copy.route, steps=(view.steps[0].step.id,), on=ON,
        )
    )  # fmt: skip
    assert view.steps[0].step.title.ru in known.bot_words()[-1]
    assert [words for words, _rows, _foot in talk.relive(region=CHE, token=known.token).said] == known.bot_words()

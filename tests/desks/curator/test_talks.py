"""Gulnara writes, the bot tells her place in line, Orlova answers in the same conversation and gives the word back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ryadom.channels import api as channels
from ryadom.patronage import api as patronage
from ryadom.regions import clock
from ryadom.talk import api as talk

from .conftest import AT, CHE, ON
from .test_patronage import gulnara, hers, orlova, said, yurina  # noqa: F401

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=16)


@pytest.fixture
def writes(gulnara):  # noqa: F811
    """Gulnara's words on the site, linked to her; gives the thread as it stands: `writes("Позовите человека")`."""
    web = channels.Channel.WEB
    at = channels.address(region=CHE, channel=web, bot="site", chat="gulnara", at=AT)
    channels.link_by_login(region=CHE, address=at.id, person=gulnara.pk, at=AT)

    def say(words, when=AT):
        update = channels.Update(web, "site", str(uuid4()), "gulnara", "gulnara", channels.Sort.TEXT, when, text=words)
        with clock.frozen(when):
            channels.store(update, region=CHE, at=when)
            channels.handle_now(region=CHE, address=at.id, at=when)
        return talk.threads_of(region=CHE, person=gulnara.pk)[0]

    return say


def last(thread):
    return talk.thread(region=CHE, token=thread.token).messages[-1]


def test_from_the_first_word_to_the_end(at_desk, orlova, hers, writes):  # noqa: F811
    writes("Осталась без работы, трое детей")
    thread = writes("Позовите человека")
    assert thread.state == "waiting"
    desk = at_desk(orlova)
    day = said(desk.get("/staff/day/"))
    assert "Ахметова Г. Р." in day
    assert "1-й в очереди" in day

    entry = patronage.entry(by=orlova, thread=thread.token, on=ON, at=AT)
    place = f"/staff/talks/{thread.token}/"
    desk.post(f"/staff/talks/take/{entry.token}/")
    page = said(desk.get(place))
    assert "Отвечаете вы" in page
    assert "Коротко" in page
    assert "Ольга Орлова" in last(thread).text, "Gulnara is told who answers"

    key = str(uuid4())
    for _twice in range(2):
        desk.post(f"{place}say/", {"text": "Здравствуйте, давайте разберёмся", "key": key})
    words = [one.text for one in talk.thread(region=CHE, token=thread.token).messages if one.who == "staff"]
    assert words == ["Здравствуйте, давайте разберёмся"], "a doubled click says it once"
    (contact,) = patronage.contacts(region=CHE, persons=[hers.person.id])
    assert (contact.way, contact.who) == ("message", "Ольга Орлова")

    before = len(talk.thread(region=CHE, token=thread.token).messages)
    writes("Спасибо, трое детей", AT + timedelta(minutes=1))
    assert len(talk.thread(region=CHE, token=thread.token).messages) == before + 1, "the bot is silent"

    desk.post(f"{place}give-back/")
    assert "Никто не ждёт" in said(desk.get("/staff/day/"))
    assert talk.thread(region=CHE, token=thread.token).state == "bot"


def test_silence_gives_gulnara_to_a_colleague(at_desk, orlova, yurina, hers, writes):  # noqa: F811
    thread = writes("Позовите человека")
    entry = patronage.entry(by=orlova, thread=thread.token, on=ON, at=AT)
    desk = at_desk(orlova)
    desk.post(f"/staff/talks/take/{entry.token}/")
    assert patronage.take_back_silent(region=CHE, on=ON, at=LATER) == 1
    with clock.frozen(LATER):
        other = at_desk(yurina)
        assert "вернули в очередь: не отвечали" in said(other.get("/staff/day/"))
        other.post(f"/staff/talks/take/{entry.token}/")
        late = desk.post(f"/staff/talks/{thread.token}/say/", {"text": "Я тут", "key": "k"})
    assert "Сначала возьмите" in said(late, 403)
    assert talk.thread(region=CHE, token=thread.token).line.staff == yurina.account_id


def test_what_was_typed_stays_when_it_could_not_be_sent(at_desk, orlova, hers, writes):  # noqa: F811
    thread = writes("Позовите человека")
    page = at_desk(orlova).post(f"/staff/talks/{thread.token}/say/", {"text": "Мой длинный ответ", "key": "k"})
    assert page.status_code == 403
    assert talk.thread(region=CHE, token=thread.token).state == "waiting"


def test_a_ready_answer_cites_its_rule(at_desk, orlova, hers, writes):  # noqa: F811
    thread = writes("Позовите человека")
    entry = patronage.entry(by=orlova, thread=thread.token, on=ON, at=AT)
    desk = at_desk(orlova)
    desk.post(f"/staff/talks/take/{entry.token}/")
    page = desk.get(f"/staff/talks/{thread.token}/?canned=measure:certificate").content.decode()
    assert "Основание: мера «" in page


def test_closing_ends_the_waiting(at_desk, orlova, hers, writes):  # noqa: F811
    thread = writes("Позовите человека")
    entry = patronage.entry(by=orlova, thread=thread.token, on=ON, at=AT)
    desk = at_desk(orlova)
    desk.post(f"/staff/talks/take/{entry.token}/")
    desk.post(f"/staff/talks/{thread.token}/close/")
    assert talk.thread(region=CHE, token=thread.token).state == "closed"
    assert patronage.entry(by=orlova, thread=thread.token, on=ON, at=AT) is None


def test_danger_goes_before_everybody(at_desk, orlova, yurina, hers, writes):  # noqa: F811
    patronage.asked_for_a_person(
        region=CHE, thread="other", person=None, summary="Вопрос о справке", crisis=False, on=ON, at=AT
    )
    writes("Муж меня бьёт, боюсь за детей")
    first = patronage.queue(by=yurina, on=ON, at=AT)[0]
    assert (first.crisis, first.person.surname) == (True, "Ахметова")

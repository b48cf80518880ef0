"""Andrei lost his job, has three children, the rent is due: he writes on the site, is told what is due and why, asks
for a person, Olga Orlova answers, gives the word back, and he says how it went.
"""

import re

import pytest

from ryadom.people import api as people
from ryadom.regions import clock
from ryadom.talk import api as talk
from ryadom.voice.models import Asking

from .telling import Somebody

pytestmark = pytest.mark.django_db
CHE = "RU-CHE"
STORY = "Меня сократили с завода, трое детей, нечем платить за квартиру"


class Writing(Somebody):
    """The chat in a browser without scripts."""

    def opens(self):
        self.page = self.open("/chat/")
        return self.page

    def says(self, text):
        self.page = self.send("/chat/say/", {"text": text, "once": self.page.hidden("once")})
        return self.page

    def presses(self, words):
        button = next(data for said, data in self.buttons() if said == words)
        self.page = self.send("/chat/say/", {"button": button, "once": self.page.hidden("once")})
        return self.page

    def buttons(self):
        found = re.findall(r'<button[^>]*name="button" value="([^"]+)"[^>]*>(.*?)</button>', self.page.html, re.S)
        return [(" ".join(re.sub(r"<[^>]+>", " ", words).split()), data) for data, words in found]

    @property
    def words(self):
        return [said for said, _data in self.buttons()]


@pytest.fixture
def andrei(demo):
    somebody = Writing()
    somebody.opens()
    return somebody


@pytest.fixture
def orlova(demo):
    staff = people.staff_with_role(region=CHE, role="curator", on=clock.today(CHE))
    account = next(one.account_id for one in staff if one.name == "Ольга Орлова")
    return people.actor(account_id=account, region=CHE, on=clock.today(CHE))


def test_the_story_of_the_chat(andrei, orlova):
    page = andrei.opens()
    assert "программа" in page and "Позвать человека" in andrei.words
    page = andrei.says(STORY)
    assert STORY in page and "Понял как:" in page
    assert "Потеря работы" in andrei.words and "Другое" in andrei.words
    andrei.presses("Потеря работы")
    if "Да, верно" in andrei.words:
        andrei.presses("Да, верно")
    andrei.presses("Для себя")
    andrei.presses("Да")
    if "3" in andrei.words:
        andrei.presses("3")
    andrei.presses("Больше никто")
    for born in ("03.02.2015", "05.05.2018", "01.09.2022"):
        andrei.says(born)
    answers = {"Чем занимается": "Безработный на учёте в центре занятости", "Что вам сейчас нужнее": "Найти работу"}
    for _question in range(25):
        if "Вот что выходит" in andrei.page.text.rsplit("Помощник", 1)[-1]:
            break
        asked = andrei.page.text.rsplit("Помощник", 1)[-1]
        chosen = next((words for part, words in answers.items() if part in asked), None)
        if chosen:
            andrei.presses(chosen)
        elif "Да" in andrei.words:
            andrei.presses("Да")
        elif "в рублях" in asked:
            andrei.says("12 000")
        elif "дату" in asked:
            andrei.says("22.10.2026")
        else:
            andrei.presses("Не знаю")
    told = andrei.page.text.rsplit("Вот что выходит", 1)[-1]
    assert "Пособие по безработице" in told
    why = next(words for words in andrei.words if words.startswith("Почему и что делать"))
    page = andrei.presses(why)
    assert "<details" in page.html and "Решает:" in page

    # A person.
    page = andrei.presses("Позвать человека")
    assert "Зову человека" in page and "часы ответа регион ещё не внёс" in page
    (waiting,) = [
        one for one in talk.waiting(region=CHE) if STORY in talk.thread(region=CHE, token=one.token).summary.text
    ]
    view = talk.thread(region=CHE, token=waiting.token)
    assert STORY in view.summary.text and "Пособие по безработице" in view.summary.text
    talk.take_over(by=orlova, token=waiting.token, at=clock.now())
    talk.say_as_staff(by=orlova, token=waiting.token, text="Андрей, приходите завтра в 10.", at=clock.now(), key="k1")
    page = andrei.opens()
    assert "Вам отвечает человек" in page and "Ольга Орлова" in page and "приходите завтра в 10" in page
    page = andrei.says("Спасибо, приду")
    assert page.text.rsplit("Спасибо, приду", 1)[-1].count("Помощник") == 0, "the bot is silent"
    talk.give_back(by=orlova, token=waiting.token, at=clock.now())
    assert "передаёт слово" in andrei.opens()
    assert andrei.says("меню") and "Другие ситуации" in andrei.words

    # The end and the one question.
    talk.take_over(by=orlova, token=waiting.token, at=clock.now())
    talk.close_thread(by=orlova, token=waiting.token, at=clock.now())
    page = andrei.opens()
    assert "Получилось ли решить ваш вопрос?" in page
    answered = Asking.objects.in_region(CHE).filter(channel="chat", situation="job-loss")
    assert not answered.exists()
    assert "Спасибо" in andrei.presses("Да, полностью")
    assert [(one.score, one.assisted_by_id) for one in answered] == [(5, orlova.account_id)]


def test_the_answers_go_over_to_the_pages(andrei):
    andrei.says(STORY)
    andrei.presses("Потеря работы")
    if "Да, верно" in andrei.words:
        andrei.presses("Да, верно")
    andrei.presses("Для себя")
    page = andrei.send("/chat/pages/")
    assert "/help/" in page.response.request["PATH_INFO"] and "Что вам положено" in page


def test_sent_twice_it_is_said_once(andrei):
    once = andrei.page.hidden("once")
    for _click in range(2):
        andrei.page = andrei.send("/chat/say/", {"text": "меня уволили", "once": once})
    assert andrei.page.text.count("меня уволили") <= 2  # the words and, at most, the phrase it was understood by
    said = [one for one in talk.of_address(region=CHE, address=_address(andrei)).messages if one.who == "person"]
    assert [one.text for one in said if one.text].count("меня уволили") == 1


def _address(writing):
    from ryadom.talk.threads.models import ThreadAddress

    return ThreadAddress.objects.in_region(CHE).order_by("-id").first().address


def test_nothing_and_too_much(andrei):
    page = andrei.send("/chat/say/", {"text": "  ", "once": andrei.page.hidden("once")}, status=422)
    assert "хотя бы одно слово" in page
    page = andrei.send("/chat/say/", {"text": "а" * 4001, "once": andrei.page.hidden("once")}, status=422)
    assert "Слишком длинно" in page


def test_another_browser_sees_nothing_of_it(andrei):
    andrei.says("меня уволили и бросил муж")
    assert "бросил муж" not in Writing().opens()


def test_who_signs_in_finds_the_same_thread_and_the_status(demo, at_home):
    kim = Writing()
    kim.client = at_home("kim").client
    page = kim.opens()
    assert "Вы вошли" in page
    page = kim.presses("Моё заявление")
    assert "№ 74-2026" in page


def test_a_file_is_refused_where_nobody_asked_for_it(andrei):
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("passport.jpg", b"\xff\xd8\xff", content_type="image/jpeg")
    page = andrei.send("/chat/say/", {"file": photo, "text": "", "once": andrei.page.hidden("once")}, status=422)
    assert "Паспорт присылать не нужно" in page


def test_the_script_asks_for_news_only(andrei):
    andrei.says("меня уволили")
    last = int(re.search(r'data-last="(\d+)"', andrei.page.html)[1])
    assert andrei.client.get(f"/chat/news/?after={last}").status_code == 204
    assert "меня уволили" in andrei.client.get(f"/chat/news/?after={last - 1}").content.decode()
    assert andrei.client.get("/chat/news/?after=x'").status_code == 204


def test_the_first_page_leads_here(demo):
    page = Somebody().open("/")
    assert page.links("/chat/")

"""Andrei calls: job lost, three children, the rent due. Garipov answers the phone, reads aloud what the program says,
writes down what Andrei says, hands over to Olga Orlova; her answer is read to him, and on the web he finds it all.
"""

import html
import re

import pytest

from ryadom.cases import api as cases
from ryadom.desks.phone.models import Call, CallBack
from ryadom.people import api as people
from ryadom.regions import clock
from ryadom.talk import api as talk

from .telling import Somebody, person_of

pytestmark = pytest.mark.django_db
CHE = "RU-CHE"
STORY = "Меня сократили с завода, трое детей, нечем платить за квартиру"
PHONE = "+73000000501"


class Operator(Somebody):
    """The phone desk in a browser without scripts: every word read aloud stands in `heard`."""

    def picks_up(self, name="", phone=""):
        self.page = self.send("/staff/phone/begin/", {"name": name, "phone": phone})
        self.call = self.page.response.request["PATH_INFO"]
        return self.page

    def leads(self):
        self.page = self.open(f"{self.call}talk/")
        return self.page

    def types(self, text):
        self.page = self.send(f"{self.call}say/", {"text": text, "once": self.page.hidden("once")})
        return self.page

    def presses(self, words):
        data = next(data for said, data in self.buttons if said == words)
        self.page = self.send(f"{self.call}say/", {"button": data, "once": self.page.hidden("once")})
        return self.page

    @property
    def buttons(self):
        found = re.findall(
            r'<button[^>]*name="button" value="(\d+:[^"]+|person|bot|menu)"[^>]*>(.*?)</button>', self.page.html, re.S
        )
        cleaned = [
            (" ".join(re.sub(r'<span class="t-key">\d</span>|<[^>]+>', " ", words).split()), data)
            for words, data in ((words, data) for data, words in found)
        ]
        return [(html.unescape(words), html.unescape(data)) for words, data in cleaned]

    @property
    def words(self):
        return [said for said, _data in self.buttons]

    @property
    def heard(self):
        """What Andrei hears now."""
        now = self.page.html.partition('id="now"')[2].partition("</section>")[0]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", now)).split())


@pytest.fixture
def operator(demo):
    return Operator().sign_in("/staff/enter/", "garipov")


@pytest.fixture
def andrei(at_work):
    """Known to the office since he was seen there: his passport, his phone; and the code with which he may sign in."""
    desk = at_work("orlova")
    about = {"surname": "Волков", "name": "Андрей", "patronymic": "", "birth_date": "30.01.1987", "sex": "male"}
    desk.send("/staff/people/new/", {**about, "snils": "", "phone": PHONE, "address": "", "source": "document"})
    person = person_of("volkov").id
    desk.opens_file(person)
    page = desk.send(f"/staff/people/{person}/code/", {"passport": "yes"})
    return person, re.search(r"\b\d{4}-\d{4}-\d{4}\b", page.text)[0]


@pytest.fixture
def orlova(demo):
    staff = people.staff_with_role(region=CHE, role="curator", on=clock.today(CHE))
    account = next(one.account_id for one in staff if one.name == "Ольга Орлова")
    return people.actor(account_id=account, region=CHE, on=clock.today(CHE))


def is_certain(operator, person):
    """Named, then called back at the number that stands in the file."""
    page = operator.send(f"{operator.call}find/", {"q": "Волков Андрей 30.01.1987"})
    assert "Волков Андрей" in page
    page = operator.send(f"{operator.call}who/named/", {"person": str(person)})
    assert "О деле не говорите" in page and "8 (300) 000‑05‑01" in page
    page = operator.send(f"{operator.call}who/called-back/")
    assert "Узнали точно" in page


def asks_to_the_end(operator):
    answers = {"Чем занимается": "Безработный на учёте в центре занятости", "Что вам сейчас нужнее": "Найти работу"}
    for _question in range(30):
        asked = operator.heard
        if "Вот что выходит" in asked:
            return
        chosen = next((words for part, words in answers.items() if part in asked), None)
        if chosen in operator.words:
            operator.presses(chosen)
        elif "Да" in operator.words:
            operator.presses("Да")
        elif "в рублях" in asked:
            operator.types("12 000")
        elif "дату" in asked:
            operator.types("22.10.2026")
        else:
            operator.presses("Не знаю")
    raise AssertionError(operator.heard)


def tells_the_story(operator):
    operator.types(STORY)
    assert "Скажите: один — " in operator.heard
    operator.presses("Потеря работы")
    assert "Я услышал:" in operator.heard and "трое" in operator.heard, "facts are confirmed one by one"
    operator.presses("Да, верно")
    operator.presses("Для себя")
    if "Да" in operator.words and "муж или жена" in operator.heard.lower():
        operator.presses("Да")
    for words in ("Да", "3", "Больше никто"):
        if words in operator.words:
            operator.presses(words)
    for born in ("03.02.2015", "05.05.2018", "01.09.2022"):
        if "родил" in operator.heard.lower():
            operator.types(born)
    asks_to_the_end(operator)


def test_the_story_by_phone(operator, andrei, orlova):
    person, code = andrei
    operator.picks_up("Андрей", PHONE)
    is_certain(operator, person)
    page = operator.send(f"{operator.call}agree/", {"purpose": "services"})
    assert "голосом по телефону" in page
    (consent,) = people.consents_of(region=CHE, person_id=person)
    assert (consent.how, consent.text_version) == ("phone", "по телефону, 1")

    operator.leads()
    assert "программа" in operator.heard and "Позвать человека" in operator.words
    tells_the_story(operator)
    assert "Пособие по безработице" in operator.heard
    assert not re.search(r"\d[\d ]*₽", operator.heard), "sums are read in words"

    # An application is begun with these answers, by the operator for Andrei.
    page = operator.send(f"{operator.call}apply/")
    assert "/help/" in page.response.request["PATH_INFO"] and "Пособие по безработице" in page
    (right,) = people.assisted_by(
        region=CHE, account_id=Call.objects.in_region(CHE).get().operator_id, on=clock.today(CHE)
    )
    assert right.person.id == person

    # Обращение, with a number and letters.
    operator.leads()
    operator.types("хочу подать обращение")
    operator.types("Прошу помочь с оплатой квартиры, трое детей")
    operator.presses("Отправить")
    (case,) = cases.of_persons(region=CHE, persons=[person])
    letters = cases.code_of(CHE, case.number)
    assert cases.spoken(letters) in operator.heard, "letters are read by their words"

    # A person.
    operator.presses("Позвать человека")
    assert "Зову человека" in operator.heard
    token = Call.objects.in_region(CHE).get().thread
    (mine,) = talk.threads_of(region=CHE, person=person)
    assert (mine.token, mine.state, mine.channels) == (token, "waiting", ("phone",))
    told = {"said_name": "Андрей", "behalf": "self", "about": "Потерял работу", "answered": "Обращение, ждёт Орлову"}
    operator.send(f"{operator.call}record/", {**told, "over": "1"})
    said = talk.thread(region=CHE, token=token)
    assert STORY in said.summary.text
    assert "О чём: Потерял работу" in said.messages[-1].text and said.messages[-1].channel == "phone"

    desk = Somebody().sign_in("/staff/enter/", "orlova")
    talk.take_over(by=orlova, token=token, at=clock.now())
    assert "Потерял работу" in desk.open(f"/staff/talks/{token}/")
    talk.say_as_staff(by=orlova, token=token, text="Андрей, придите 23.11.2026 в 10:00.", at=clock.now(), key="k1")

    # Her answer waits to be read to him, and is.
    page = operator.open("/staff/phone/")
    assert "Сотрудник ответил: прочитать вслух" in page
    back = CallBack.objects.in_region(CHE).get(why="answer")
    page = operator.send(f"/staff/phone/back/{back.token}/reached/")
    operator.call = page.response.request["PATH_INFO"]
    operator.send(f"{operator.call}who/called-back/")
    operator.leads()
    assert "придите двадцать третьего ноября две тысячи двадцать шестого года в десять ноль ноль" in operator.heard
    operator.types("Спасибо, приду")
    assert talk.thread(region=CHE, token=token).messages[-1].text == "Спасибо, приду", "one person, one thread"
    talk.give_back(by=orlova, token=token, at=clock.now())
    operator.leads()
    assert "передаёт слово" in operator.heard

    # He calls again: number and letters, by their words.
    page = operator.send(
        "/staff/phone/status/", {"number": case.number, "letters": cases.spoken(letters).replace(" — ", "")}
    )
    assert "Номер и буквы не подошли" in page or "Прочитайте вслух" in page
    spoken = " ".join(part.split(" — ")[1] for part in cases.spoken(letters).split(", "))
    page = operator.send("/staff/phone/status/", {"number": case.number.split("-")[2].lstrip("0"), "letters": spoken})
    assert "Сейчас: Принято" in page and "Волков" not in page.text and "квартир" not in page.text

    # And on the web he sees the same thread.
    home = Somebody()
    home.send("/enter/", {"code": code})
    page = home.open("/chat/")
    for words in (STORY, "придите 23.11.2026 в 10:00", "Запись звонка", "О чём: Потерял работу", case.number):
        assert words in page, words


def test_a_caller_who_only_says_a_name_hears_nothing_of_the_file(operator, andrei):
    person, _code = andrei
    operator.picks_up("Волков")
    operator.send(f"{operator.call}find/", {"q": "Волков Андрей 30.01.1987"})
    operator.send(f"{operator.call}who/named/", {"person": str(person)})
    operator.leads()
    assert "Консультация" in operator.page
    operator.types("что с моим заявлением")
    assert "войдите" in operator.heard.lower() or "не знаем" in operator.heard.lower()
    assert talk.threads_of(region=CHE, person=person) == ()
    operator.send(
        f"{operator.call}record/", {"said_name": "Волков", "behalf": "self", "about": "О заявлении", "over": "1"}
    )
    (mine,) = talk.threads_of(region=CHE, person=person)
    view = talk.thread(region=CHE, token=mine.token)
    assert [one.who for one in view.messages] == ["system"], "the record stands with the person, the words do not"
    assert "Звонок по телефону" in [one.purpose for one in people.readings_of(region=CHE, person_id=person)]
    page = operator.send(f"{operator.call}apply/", status=422)
    assert "узнали точно" in page.text
    operator.send(f"{operator.call}agree/", {"purpose": "services"}, status=422)
    assert people.consents_of(region=CHE, person_id=person) == ()


def test_danger_is_read_aloud_first(operator):
    operator.picks_up()
    operator.leads()
    operator.types("меня избивает муж, я боюсь")
    assert operator.heard.index("один один два") < operator.heard.index("Вам нужна помощь прямо сейчас")
    assert "Трубку не кладите" in operator.page


def test_a_missed_call_is_given_back_until_somebody_answers(operator):
    operator.send("/staff/phone/missed/", {"phone": PHONE, "name": "Андрей"})
    operator.send("/staff/phone/missed/", {"phone": "8 300 000-05-01", "name": ""})
    (back,) = CallBack.objects.in_region(CHE)
    page = operator.send(f"/staff/phone/back/{back.token}/silent/")
    assert "Не дозвонились: 20.11.2026 12:30" in page and "20.11.2026 13:30" in page
    page = operator.send(f"/staff/phone/back/{back.token}/reached/")
    assert "Звонок" in page and "8 (300) 000‑05‑01" in page
    page = operator.send(f"/staff/phone/back/{back.token}/silent/", status=409)
    assert "уже дозвонились" in page


def test_a_call_back_is_promised_only_with_consent(operator):
    operator.picks_up("Андрей", PHONE)
    asked = {"back-phone": PHONE, "back-part": "day", "back-about": "о работе"}
    page = operator.send(f"{operator.call}ask-back/", asked, status=422)
    assert "Без согласия не записываем" in page
    page = operator.send(f"{operator.call}ask-back/", {**asked, "back-agreed": "on"})
    assert "До 17:00, 20 ноября 2026" in page
    page = operator.send(
        f"{operator.call}ask-back/", {**asked, "back-agreed": "on", "back-part": "morning"}, status=422
    )
    assert "уже прошло" in page
    assert "Просил перезвонить" in operator.open("/staff/phone/")


def test_a_code_for_a_messenger_is_read_only_to_who_is_certain(andrei):
    person, _code = andrei
    orlova = Operator().sign_in("/staff/enter/", "orlova")
    orlova.picks_up("Андрей", PHONE)
    token = orlova.call.split("/")[4]
    page = orlova.send(f"/staff/phone/code/{person}/?call={token}", {"how": "call"}, status=422)
    assert "только тому, кому перезвонили" in page
    is_certain(orlova, person)
    page = orlova.send(f"/staff/phone/code/{person}/?call={token}", {"how": "call"})
    code = re.search(r"\b\d{4}-\d{4}\b", page.text)[0]
    assert "Действует до 12:45" in page
    assert any("Выдан код для связи" in one.purpose for one in people.readings_of(region=CHE, person_id=person))

    # He writes it from his own chat, and the thread there is his.
    chat = Somebody()
    page = chat.open("/chat/")
    page = chat.send("/chat/say/", {"text": code, "once": page.hidden("once")})
    assert "теперь мы знаем, что это вы" in page
    assert code not in chat.open("/chat/")

    # Another time he names a fresh code on the phone himself.
    page = orlova.send(f"/staff/phone/code/{person}/", {"how": "passport"})
    code = re.search(r"\b\d{4}-\d{4}\b", page.text)[0]
    orlova.picks_up("Андрей")
    page = orlova.send(f"{orlova.call}who/code/", {"code": "1111-2222"}, status=422)
    assert "Код не подошёл" in page
    page = orlova.send(f"{orlova.call}who/code/", {"code": code})
    assert "Узнали точно" in page and "назвал код для связи" in page


def test_letters_open_the_stage_and_name_nobody_for_certain(operator, andrei, orlova):
    person, _code = andrei
    operator.picks_up("Андрей", PHONE)
    is_certain(operator, person)
    operator.leads()
    operator.types("хочу подать обращение")
    operator.types("Прошу помочь с оплатой квартиры, трое детей")
    operator.presses("Отправить")
    (case,) = cases.of_persons(region=CHE, persons=[person])
    letters = cases.code_of(CHE, case.number)
    operator.picks_up("Жена Андрея")
    for left in (4, 3, 2, 1, 0):
        page = operator.send(f"{operator.call}who/letters/", {"number": case.number, "letters": "АА"}, status=422)
        assert f"Осталось попыток: {left}" in page
    page = operator.send(f"{operator.call}who/letters/", {"number": case.number, "letters": letters}, status=422)
    assert "через 15 мин" in page
    with clock.frozen(clock.now() + cases.PAUSE):
        page = operator.send(f"{operator.call}who/letters/", {"number": case.number, "letters": letters})
    assert "Сейчас: Принято" in page and "О деле не говорите" in page
    operator.leads()
    assert "Консультация" in operator.page

"""A colleague takes a thread, speaks, gives it back, closes it; danger that waits goes higher; a bad end is seen."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ryadom.cases import api as cases
from ryadom.channels import api as channels
from ryadom.channels.models import OutboundMessage
from ryadom.people.api import NotAllowed
from ryadom.talk import api as talk
from ryadom.talk.threads import duty
from ryadom.talk.threads.models import Thread

from .conftest import AT, CHE, LIP, Chat, serve

pytestmark = pytest.mark.django_db
SURVEY = talk.ThreadSurvey("Получилось?", tuple((n, f"Ответ {n}") for n in range(1, 6)), "Спасибо.")


def names(told):
    return [type(event).__name__ for event in told]


def test_a_person_is_asked_for_with_one_screen_of_what_was_said(andrei, told):
    andrei.says("меня сократили с завода")
    andrei.presses("Потеря работы")
    andrei.presses("Для себя")
    for words in ("Нет", "0", "Больше никто"):
        andrei.presses(words)
    andrei.presses(andrei.buttons[0])
    andrei.says("человек")
    (event,) = told
    assert names(told) == ["AskedForAPerson"]
    assert (event.region, event.thread, event.person, event.crisis) == (CHE, andrei.token, None, False)
    assert "Нет работы" in event.summary and "«меня сократили с завода»" in event.summary
    summary = andrei.view.summary
    assert summary.facts and summary.facts[0].source == "said"


def test_taken_over_the_person_sees_who_answers_and_the_bot_is_silent(andrei, orlova, told):
    andrei.says("человек")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    assert "Ольга Орлова" in andrei.bot_words()[-1]
    assert andrei.says("сколько мне положено?") == ""
    talk.say_as_staff(by=orlova, token=andrei.token, text="Сейчас посмотрю.", at=andrei.at, key="k1")
    last = andrei.view.messages[-1]
    assert (last.who, last.name, last.text) == ("staff", "Ольга Орлова", "Сейчас посмотрю.")
    out = OutboundMessage.objects.in_region(CHE).filter(address=andrei.address).order_by("-id").first()
    assert (out.text, out.weight) == ("Ольга Орлова: Сейчас посмотрю.", "staff")
    talk.give_back(by=orlova, token=andrei.token, at=andrei.at)
    assert "передаёт слово" in andrei.bot_words()[-1]
    assert andrei.says("меня сократили с завода")
    assert names(told) == ["AskedForAPerson", "TakenOver", "StaffSaid", "GivenBack"]


def _sent_to(chat):
    return list(
        OutboundMessage.objects.in_region(CHE)
        .filter(address=chat.address)
        .order_by("id")
        .values_list("text", flat=True)
    )


def test_that_no_hours_are_entered_is_sent_once_and_kept_with_every_answer(andrei, orlova):
    """In a messenger what was said before stays in sight; the page shows the line of the last answer."""
    line = "Человек: часы ответа регион ещё не внёс."
    for words in ("меня сократили с завода", "спасибо", "помощь"):
        andrei.says(words)
        assert andrei.view.messages[-1].foot == line
    assert [line in one for one in _sent_to(andrei)] == [True, False, False]
    andrei.says("человек")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    assert _sent_to(andrei)[-1].count("Ольга Орлова") == 1
    assert andrei.view.messages[-1].foot == "Отвечает Ольга Орлова."
    talk.give_back(by=orlova, token=andrei.token, at=andrei.at)
    assert _sent_to(andrei)[-1].endswith(line), "the bot is back: what stood above is long ago"


def test_said_twice_with_one_key_it_is_said_once(andrei, orlova):
    andrei.says("человек")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    for _click in range(2):
        talk.say_as_staff(by=orlova, token=andrei.token, text="Здравствуйте.", at=andrei.at, key="once")
    assert [one.text for one in andrei.view.messages if one.who == "staff"] == ["Здравствуйте."]


def test_two_colleagues_do_not_answer_at_once(andrei, orlova, lunina):
    andrei.says("человек")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    with pytest.raises(talk.TakenByAnother) as taken:
        talk.take_over(by=lunina, token=andrei.token, at=andrei.at)
    assert "Ольга Орлова" in taken.value.said
    for act in (talk.give_back, talk.close_thread):
        with pytest.raises(talk.ThreadError):
            act(by=lunina, token=andrei.token, at=andrei.at)
    with pytest.raises(talk.NotAnswering):
        talk.say_as_staff(by=lunina, token=andrei.token, text="И я.", at=andrei.at, key="k")


@pytest.mark.parametrize("role", ["curator", "specialist", "head", "methodologist", "observer", "nobody", "other"])
def test_who_may(andrei, role, told):
    """Every verb, every role, own and other region."""
    andrei.says("человек")
    token, at = andrei.token, andrei.at
    region = LIP if role == "other" else CHE
    roles = {"nobody": (), "other": ("curator",)}.get(role, (role,))
    by = serve(f"one-{role}", "Кто-то", *roles, region=region)
    verbs = [
        lambda: talk.take_over(by=by, token=token, at=at),
        lambda: talk.say_as_staff(by=by, token=token, text="Да.", at=at, key="k"),
        lambda: talk.give_back(by=by, token=token, at=at),
        lambda: talk.close_thread(by=by, token=token, at=at),
    ]
    allowed = role in ("curator", "specialist", "head")
    for verb in verbs:
        if allowed:
            verb()
        else:
            with pytest.raises(talk.ThreadMissing if role == "other" else NotAllowed):
                verb()
    assert Thread.objects.in_region(CHE).get(token=token).state == ("closed" if allowed else "waiting")


def test_only_a_head_marks_a_bad_end_as_seen(andrei, orlova, boyko):
    andrei.says("человек")
    with pytest.raises(NotAllowed):
        talk.reviewed(by=orlova, token=andrei.token)
    talk.reviewed(by=boyko, token=andrei.token)


def test_the_end_the_question_and_a_low_answer(andrei, orlova, told):
    talk.register_survey(lambda region, on, situation, language: SURVEY)
    andrei.says("человек")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    talk.close_thread(by=orlova, token=andrei.token, at=andrei.at)
    assert "Получилось?" in andrei.bot_words()[-1]
    assert andrei.says("Ответ 2")
    closed, answered, bad = told[-3:]
    assert names(told)[-3:] == ["ThreadClosed", "SurveyAnswered", "EndedBadly"]
    assert answered.score == 2 and answered.ending == closed.ending and answered.staff == orlova.account_id
    assert bad.case is None, "a case is about a person, and nobody knows who this is"
    assert [one.token for one in talk.to_review(region=CHE)] == [andrei.token]


def test_a_low_answer_of_a_known_person_opens_a_case(orlova, galina, told):
    talk.register_survey(lambda region, on, situation, language: SURVEY)
    chat = Chat("galina-max")
    chat.says(channels.issue_code(by=orlova, person=galina.id, at=chat.at))
    talk.close_thread(by=orlova, token=chat.token, at=chat.at)
    chat.says("1")
    (case,) = cases.of_persons(region=CHE, persons=[galina.id])
    assert case.kind == "bad-ending" and case.token == told[-1].case
    assert case.helper and case.helper.account_id == orlova.account_id, "who answered may not judge it"


def test_a_good_answer_opens_nothing(orlova, galina):
    talk.register_survey(lambda region, on, situation, language: SURVEY)
    chat = Chat("galina-max")
    chat.says(channels.issue_code(by=orlova, person=galina.id, at=chat.at))
    talk.close_thread(by=orlova, token=chat.token, at=chat.at)
    chat.says("5")
    assert cases.of_persons(region=CHE, persons=[galina.id]) == ()


def enquires(orlova, galina):
    chat = Chat("galina-max")
    chat.says(channels.issue_code(by=orlova, person=galina.id, at=chat.at))
    chat.says("хочу пожаловаться")
    chat.says("Мне трижды отказали принять документы в окне пять")
    return chat, chat.presses("Отправить")


def test_an_enquiry_gets_a_number_and_the_day_that_the_practices_enter(orlova, galina):
    chat, told = enquires(orlova, galina)
    (case,) = cases.of_persons(region=CHE, persons=[galina.id])
    assert f"Номер обращения: {case.number}. Ответим до 21\u00a0декабря\u00a02026." in told, "30 days, then a Monday"
    (line,) = [one for one in cases.history(region=CHE, tokens=[case.token])[case.token] if one.what == "told"]
    assert "в окне пять" in line.for_staff
    assert case.number in chat.says("где мое заявление")


def test_where_nobody_entered_the_term_that_is_said(orlova, galina, monkeypatch):
    from ryadom.talk.threads import doing

    monkeypatch.setattr(doing, "ENQUIRY_ANSWER", "no-such-term")
    _chat, told = enquires(orlova, galina)
    assert "Срок ответа регион ещё не внёс" in told and "Ответим до" not in told


def test_a_call_back_is_announced_with_its_number(andrei, told):
    andrei.says("перезвоните мне")
    andrei.says("8 900 000-12-34")
    andrei.presses("Утром")
    andrei.presses("Да, жду звонка")
    assert names(told) == ["CallBackAsked", "AskedForAPerson"]
    assert (told[0].phone, told[0].when) == ("79000001234", "morning")


def test_staff_may_write_first(orlova, galina):
    chat = Chat("galina-max")
    chat.says(channels.issue_code(by=orlova, person=galina.id, at=chat.at))
    token = talk.write_first(by=orlova, person=galina.id, text="Вам положено больше.", at=chat.at, key="first")
    assert token == chat.token
    assert chat.view.messages[-1].text == "Вам положено больше."


def test_the_place_in_line_is_asked_of_who_knows_it(andrei):
    asked = []

    def place_of(region, token):
        asked.append((region, token))
        return talk.QueuePlace(2, waits_until=AT + timedelta(hours=1), open_now=True)

    talk.register_queue(place_of)
    andrei.says("человек")
    assert asked[-1] == (CHE, andrei.token)
    assert andrei.view.messages[-1].foot == "Вы 2-й в очереди. Ответят до 12:30, сегодня."


# Danger that waits.


@pytest.fixture
def rota(monkeypatch):
    """The region has entered: day and night for danger, ten minutes, after fifteen the head."""
    from ryadom.talk.kinds import DutyFile

    file = DutyFile.model_validate(
        {"title": "Дежурный", "days": "every", "opens": "00:00", "crisis": True, "crisis_within": 10,
         "escalate_after": 15, "answers_within": 30, "verified": "recalled"}
    )  # fmt: skip
    monkeypatch.setattr(duty, "duties", lambda region, on: (file,))
    return file


def test_a_time_comes_with_every_answer(andrei, rota):
    for words in ("меня сократили с завода", "спасибо", "помощь"):
        andrei.says(words)
    line = "Человек: ответит за 30\N{NO-BREAK SPACE}минут."
    assert [one.rpartition("\n\n")[2] for one in _sent_to(andrei)] == [line] * 3


def test_unanswered_danger_goes_higher_once(andrei, rota, told):
    assert "ответит здесь за 10" in andrei.says("муж бьет меня")
    assert talk.escalate(at=andrei.at + timedelta(minutes=14)) == 0
    assert talk.escalate(at=andrei.at + timedelta(minutes=16)) == 1
    assert talk.escalate(at=andrei.at + timedelta(minutes=20)) == 0
    assert names(told) == ["CrisisHeard", "AskedForAPerson", "CrisisUnanswered"]
    assert "руководител" in andrei.bot_words()[-1]


def test_answered_danger_rings_nobody(andrei, rota, orlova):
    andrei.says("муж бьет меня")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    assert talk.escalate(at=andrei.at + timedelta(hours=1)) == 0


def test_where_no_rota_is_entered_nothing_is_promised_and_nothing_rings(andrei):
    assert "Дежурства в этом чате сейчас нет" in andrei.says("муж бьет меня")
    assert talk.escalate(at=andrei.at + timedelta(days=1)) == 0


def _desk(at):
    return duty.desk(CHE, at, None)


def test_hours_are_the_regions_own(monkeypatch):
    from ryadom.talk.kinds import DutyFile

    office = DutyFile.model_validate(
        {"title": "Чат", "days": "working", "opens": "08:30", "closes": "17:30", "answers_within": 20,
         "verified": "recalled"}
    )  # fmt: skip
    friday, evening = AT, AT + timedelta(hours=8)  # 11:30 and 19:30 in Chelyabinsk

    monkeypatch.setattr(duty, "duties", lambda region, on: (office,))
    assert _desk(friday).open_now and _desk(friday).within == 20
    closed = _desk(evening)
    assert not closed.open_now
    assert closed.opens_at.isoformat() == "2026-11-23T08:30:00+05:00", "Saturday and Sunday are passed over"


def test_a_paper_is_brought_to_the_colleague_who_answers_and_to_nobody_else(orlova, galina):
    chat = Chat("galina-max")
    chat.says(channels.issue_code(by=orlova, person=galina.id, at=chat.at))
    jpeg = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
    known = {"region": CHE, "token": chat.token, "files": [("s.jpg", jpeg)], "account": None, "at": chat.at}
    with pytest.raises(talk.NotWanted):
        talk.bring_to_thread(**known, form_token=uuid4())


def test_threads_of_the_unknown_go_after_30_days_and_others_stay(andrei, orlova, galina):
    from ryadom.talk.threads.staff import purge

    andrei.says("меня сократили")
    waits, known = Chat("waits"), Chat("galina-max")
    waits.says("человек")
    known.says(channels.issue_code(by=orlova, person=galina.id, at=known.at))
    assert purge(at=AT + timedelta(days=29)) == 0
    assert purge(at=AT + timedelta(days=31)) == 1
    assert set(Thread.objects.in_region(CHE).values_list("token", flat=True)) == {waits.token, known.token}
    assert andrei.says("меня сократили"), "a new thread begins"

"""Boyko looks how the channels are and settles what failed; Vera carries letters to the post."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.channels import api as channels
from ryadom.channels import configuration
from ryadom.channels.configuration import Bot, Configuration, RegionRules
from ryadom.channels.models import InboundUpdate, OutboundMessage, Status, Watched
from ryadom.people.models import AccessLine

from .conftest import AT, CHE, LIP

pytestmark = pytest.mark.django_db
MAX = channels.Channel.MAX
WORDS = "тайное горе"
SECRETS = {"token": "t" * 20, "secret": "s" * 20, "public_url": "http://site"}
MAIN = Bot(channel="max", name="main", region=CHE, path="p" * 20, **SECRETS)
PAPER = Bot(channel="paper", name="main", region=CHE)


@pytest.fixture(autouse=True)
def live():
    with configuration.use(Configuration(bots=(MAIN, PAPER), regions={CHE: RegionRules(live=True)})):
        yield


@pytest.fixture
def boyko(staff):
    return staff("Бойко", "head")


def lane(chat="7", channel=MAX, person=None, region=CHE):
    found = channels.address(region=region, channel=channel, bot="main", chat=chat, at=AT)
    if person:
        channels.link_by_login(region=region, address=found.id, person=person.pk, at=AT)
    return found.id


def dead(chat="7", person=None, region=CHE):
    lane(chat, person=person, region=region)
    told = (MAX, "main", str(uuid4()), chat, chat, channels.Sort.TEXT, AT, WORDS)
    channels.store(channels.Update(*told), region=region, at=AT)
    row = InboundUpdate.objects.in_region(region).latest("id")
    InboundUpdate.objects.in_region(region).filter(pk=row.pk).update(dead_at=AT, fault="worker died", begun=8)
    return row.pk


def failed(chat="7", status=Status.TECHNICAL, why="502"):
    to = lane(chat)
    message = channels.Message("слова куратора")
    channels.send(region=CHE, address=to, key=str(uuid4()), message=message, weight=channels.Weight.STAFF, at=AT)
    row = OutboundMessage.objects.in_region(CHE).latest("id")
    OutboundMessage.objects.in_region(CHE).filter(pk=row.pk).update(status=status, why=why, next_at=None)
    return row.pk


def words(answer):
    return answer.content.decode()


def test_the_head_sees_what_failed_and_why_in_plain_words(at_desk, boyko):
    number = dead()
    failed()
    failed("8", Status.PERMANENT, "token")
    told = words(at_desk(boyko).get("/staff/channels/"))
    assert f"Сообщение {number}" in told and "Программа останавливалась на этом сообщении." in told
    assert "Канал был сломан три дня подряд (ответ 502)." in told and "Канал не принял наш ключ" in told
    assert WORDS not in told and "слова куратора" not in told


def test_the_words_stand_on_a_page_that_leaves_a_line(at_desk, boyko, person):
    someone = person("Орлов")
    number = dead(person=someone)
    desk = at_desk(boyko)
    before = AccessLine.objects.in_region(CHE).count()
    assert WORDS in words(desk.get(f"/staff/channels/letters/{number}/"))
    assert AccessLine.objects.in_region(CHE).count() == before + 1


def test_a_letter_is_given_back_and_handled(at_desk, boyko):
    number = dead()
    desk = at_desk(boyko)
    assert desk.post(f"/staff/channels/letters/{number}/again/").status_code == 302
    row = InboundUpdate.objects.in_region(CHE).get(pk=number)
    assert row.dead_at is None and row.begun == 0
    assert desk.post(f"/staff/channels/letters/{number}/again/").status_code == 404, "once"


def test_a_letter_is_left_only_with_a_reason_that_stays(at_desk, boyko):
    number = dead()
    desk = at_desk(boyko)
    refused = desk.post(f"/staff/channels/letters/{number}/leave/", {"why": "  "})
    assert refused.status_code == 422 and "почему сообщение остаётся без ответа" in words(refused)
    assert desk.post(f"/staff/channels/letters/{number}/leave/", {"why": "Ответили по телефону"}).status_code == 302
    row = InboundUpdate.objects.in_region(CHE).get(pk=number)
    assert (row.given_up_why, row.given_up_by_id) == ("Ответили по телефону", boyko.account_id)
    assert f"Сообщение {number}" not in words(desk.get("/staff/channels/"))
    assert desk.get(f"/staff/channels/letters/{number}/").status_code == 404


def test_a_message_is_sent_once_more(at_desk, boyko):
    number = failed()
    assert at_desk(boyko).post(f"/staff/channels/letters/{number}/send/").status_code == 302
    assert OutboundMessage.objects.in_region(CHE).get(pk=number).status == Status.CREATED


def test_an_observer_sees_figures_and_no_letter(at_desk, staff):
    number = dead()
    failed()
    desk = at_desk(staff("Савин", "observer"))
    told = words(desk.get("/staff/channels/"))
    assert "Не разобрали" in told and f"Сообщение {number}" not in told and "Отправить ещё раз" not in told
    assert desk.get(f"/staff/channels/letters/{number}/").status_code == 403
    for do in ("again", "leave", "send"):
        assert desk.post(f"/staff/channels/letters/{number}/{do}/", {"why": "x"}).status_code == 403


def test_another_regions_letters_are_not_there(at_desk, boyko):
    number = dead(region=LIP)
    desk = at_desk(boyko)
    assert f"Сообщение {number}" not in words(desk.get("/staff/channels/"))
    for path in (f"{number}/again/", f"{number}/leave/"):
        assert desk.post(f"/staff/channels/letters/{path}", {"why": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("told", "ago", "said"),
    [("kept", 5, "подписка на месте"), ("renewed", 5, "подписка пропадала и возобновлена"),
     ("unreachable", 5, "Нет связи с каналом."), ("kept", 45, "давно не смотрели"), ("", 0, "давно не смотрели")],
)  # fmt: skip
def test_the_watch_of_max_says_what_it_saw(at_desk, boyko, told, ago, said):
    if told:
        seen = {"told": told, "looked_at": AT - timedelta(minutes=ago), "since": AT - timedelta(hours=9)}
        Watched.objects.create(region=CHE, channel="max", bot="main", **seen)
    page = words(at_desk(boyko).get("/staff/channels/"))
    assert said in page


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in found)


def test_the_page_costs_the_same_for_one_letter_and_for_thirty(at_desk, boyko):
    desk = at_desk(boyko)
    dead()
    failed()
    one = cost(desk, "/staff/channels/")
    for chat in range(30):
        dead(str(chat + 100))
        failed(str(chat + 100))
    assert cost(desk, "/staff/channels/") == one <= 16


def letter_to(who, number=1):
    to = lane(f"45400{number}, Челябинск, ул. Мира, {number}", channels.Channel.PAPER, who)
    message = channels.Message("Приходите 24 ноября.\n\nВозьмите паспорт.")
    channels.send(region=CHE, address=to, key="k", message=message, weight=channels.Weight.STAFF, at=AT)


def test_letters_are_printed_and_marked(at_desk, vera, person):
    letter_to(person("Орлов", "Пётр"))
    desk = at_desk(vera)
    page = words(desk.get("/staff/post/"))
    assert "Орлов Пётр" in page and "ул. Мира, 1" in page and "Возьмите паспорт" not in page
    file = desk.get("/staff/post/letters.pdf")
    assert file["Content-Type"] == "application/pdf" and file.content.startswith(b"%PDF")
    number = OutboundMessage.objects.in_region(CHE).get().pk
    desk.post("/staff/post/done/", {"letter": [str(number), "x", "9" * 30]})
    assert OutboundMessage.objects.in_region(CHE).get().status == Status.SENT
    assert "Писем на печать нет" in words(desk.get("/staff/post/"))
    assert desk.get("/staff/post/letters.pdf").status_code == 302


def test_the_whole_text_is_printed(at_desk, vera, person):
    import io

    from pypdf import PdfReader

    letter_to(person("Орлов", "Пётр"))
    said = PdfReader(io.BytesIO(at_desk(vera).get("/staff/post/letters.pdf").content)).pages[0].extract_text()
    assert "Приходите 24 ноября." in said and "Возьмите паспорт." in said


def test_the_batch_costs_the_same_for_one_and_for_thirty(at_desk, vera, person):
    desk = at_desk(vera)
    letter_to(person("Людина0"))
    one = cost(desk, "/staff/post/")
    for number in range(1, 30):
        letter_to(person(f"Людина{number}"), number + 1)
    cost(desk, "/staff/post/")  # the first look leaves a line for each of them
    assert cost(desk, "/staff/post/") == one <= 12


# --- the conversation ------------------------------------------------------------------------------------------------


def test_a_code_for_the_messenger_is_given_on_the_persons_page(reads, vera, pyotr):
    page = words(reads(vera, pyotr).post(f"/staff/people/{pyotr.pk}/code/", {"to": "chat"}))
    assert "Код для мессенджера" in page and "Действует 15 минут" in page

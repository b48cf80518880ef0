"""What Galina sends besides words: kept for who answers, or said to be not kept."""

import io
from uuid import uuid4

import pytest
from PIL import Image

from ryadom.channels import api as channels
from ryadom.channels.api import Attached, Channel, Fetched, Sort
from ryadom.channels.models import Fetching
from ryadom.channels.rehearsal.sending import DOCUMENT, VOICE
from ryadom.papers import api as papers
from ryadom.talk import api as talk
from ryadom.talk.threads import files
from ryadom.talk.threads.papers import may_read_paper, register_beside

from .conftest import AT, CHE, ON, Chat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def chat(orlova, galina):
    """Galina's chat, linked by a code."""
    found = Chat("galina-max")
    found.says(channels.issue_code(by=orlova, person=galina.id, at=found.at))
    return found


def picture():
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG")
    return out.getvalue()


def came(chat, *data, fault="", name="p.jpg"):
    """The channel gave the files of the last update."""
    inbound = chat.rows().exclude(inbound=None).last().inbound
    given = tuple((name, one) for one in data)
    return files.keep(Fetched(inbound, CHE, Channel.MAX, given, fault), chat.at)


def paper_of(chat):
    return next((one.paper for one in chat.view.messages if one.paper), None)


def take(chat, by):
    chat.says("человек")
    talk.take_over(by=by, token=chat.token, at=chat.at)


def test_a_photograph_of_a_passport_is_kept_and_shown_to_who_answers_alone(chat, orlova, lunina, boyko, galina):
    told = chat.sends(Sort.FILE, "p.jpg")
    assert "Файл принял" in told and "Паспорт в чат присылать не нужно" in told
    assert came(chat, picture())
    paper = paper_of(chat)
    take(chat, orlova)
    assert papers.read(by=orlova, paper=paper, part=0, on=ON, at=AT).media_type == "image/jpeg"
    for other in (lunina, boyko):
        with pytest.raises(papers.NoSuchPaper):
            papers.read(by=other, paper=paper, part=0, on=ON, at=AT)
    talk.give_back(by=orlova, token=chat.token, at=chat.at)
    assert not may_read_paper(orlova, paper, galina.id, ON)


def test_the_curator_of_the_family_reads_it_without_taking(chat, lunina, galina):
    from ryadom.talk.threads import papers as readers

    chat.sends(Sort.FILE, "p.jpg")
    came(chat, picture())
    before = list(readers._beside)
    register_beside(lambda actor, person, on: actor.account_id == lunina.account_id and person == galina.id)
    try:
        assert may_read_paper(lunina, paper_of(chat), galina.id, ON)
        assert not may_read_paper(lunina, uuid4(), galina.id, ON), "nothing that came into no thread"
    finally:
        readers._beside[:] = before


def test_files_of_a_stranger_are_not_fetched_and_that_is_said(andrei):
    assert "не сохранили" in andrei.sends(Sort.FILE, "p.jpg")
    assert "не сохраняю" in andrei.sends(Sort.VOICE)
    assert not Fetching.objects.in_region(CHE).exists()
    assert "Файл не сохранён" in andrei.view.messages[0].text


def test_a_stranger_who_waits_or_is_answered_is_told_too(andrei, orlova):
    andrei.says("человек")
    assert "Файл не сохранили" in andrei.sends(Sort.FILE, "p.jpg")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    assert "Попросите у сотрудника код" in andrei.sends(Sort.FILE, "p.jpg")


def test_a_voice_is_kept_and_a_person_will_listen(chat):
    told = chat.hears(Sort.VOICE, files=(Attached("h1", "", "audio/ogg", 9),))
    assert "человек послушает" in told and "напишите словами" in told
    assert came(chat, VOICE, name="")
    (kept,) = papers.of_person(region=CHE, owner=chat.view.person)
    assert kept.parts[0].media_type == "audio/ogg"


def test_a_sticker_costs_one_polite_sentence(chat):
    before = len(chat.bot_words())
    told = chat.hears(Sort.STICKER)
    assert told.startswith("Картинку вижу") and len(chat.bot_words()) == before + 1
    assert not Fetching.objects.in_region(CHE).exists()


def test_an_album_is_one_paper(chat):
    chat.hears(Sort.FILE, files=(Attached("h1"), Attached("h2")))
    came(chat, picture(), picture(), name="")
    (kept,) = papers.of_person(region=CHE, owner=chat.view.person)
    assert len(kept.parts) == 2


def test_forwarded_files_are_kept_like_ones_own(chat):
    chat.hears(Sort.FILE, files=(Attached("h1", "a.pdf"),), forwarded=True)
    assert Fetching.objects.in_region(CHE).count() == 1
    assert came(chat, DOCUMENT, name="a.pdf")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [(b"MZ" + b"x" * 99, "photo.jpg", "не фото и не PDF"), (b"", "p.jpg", "пустой"),
     (b"OggS" + b"x" * 99, "", "не фото"), (b"%PDF-1.4 broken", "a.pdf", "повреждён")],
)  # fmt: skip
def test_what_is_no_paper_is_refused_in_one_sentence(chat, data, name, said):
    chat.sends(Sort.FILE, name)
    assert not came(chat, data, name=name)
    last = chat.bot_words()[-1]
    assert last.startswith("Файл не сохранили.") and said in last
    assert paper_of(chat) is None


@pytest.mark.parametrize(("fault", "said"), [("gone", "Пришлите ещё раз"), ("too-big", "больше 20 МБ")])
def test_what_did_not_come_is_said(chat, fault, said):
    chat.sends(Sort.FILE, "p.jpg")
    assert not came(chat, fault=fault)
    assert said in chat.bot_words()[-1]


def test_brought_twice_it_is_one_paper_and_one_word(chat):
    chat.sends(Sort.FILE, "p.jpg")
    assert came(chat, picture()) and came(chat, picture())
    assert len(papers.of_person(region=CHE, owner=chat.view.person)) == 1


def test_a_deleted_message_takes_its_paper_back(chat, orlova, galina):
    chat.sends(Sort.FILE, "p.jpg")
    named = chat.rows().exclude(inbound=None).last().message_id
    came(chat, picture())
    paper = paper_of(chat)
    take(chat, orlova)
    assert chat.hears(Sort.DELETED, refers=named) == ""
    assert papers.of_person(region=CHE, owner=galina.id) == ()
    with pytest.raises(papers.NoSuchPaper):
        papers.read(by=orlova, paper=paper, part=0, on=ON, at=AT)


def test_deleted_before_it_came_it_is_not_kept(chat, galina):
    chat.sends(Sort.FILE, "p.jpg")
    inbound = chat.rows().exclude(inbound=None).last()
    chat.hears(Sort.DELETED, refers=inbound.message_id)
    assert not files.keep(Fetched(inbound.inbound, CHE, Channel.MAX, (("p.jpg", picture()),)), chat.at)
    assert papers.of_person(region=CHE, owner=galina.id) == ()


# --- another way ------------------------------------------------------------------------------------------------------


def test_where_a_chat_was_stopped_the_word_goes_another_way(chat, orlova, galina):
    other = Chat("galina-vk", Channel.VK)
    other.at = chat.at
    other.says(channels.issue_code(by=orlova, person=galina.id, at=other.at))
    take(chat, orlova)
    chat.hears(Sort.BLOCKED)
    talk.say_as_staff(by=orlova, token=chat.token, text="Приходите завтра", at=chat.at, key="k")
    view = talk.thread(region=CHE, token=chat.token, delivery=True)
    assert [one.delivery.failed for one in view.messages if one.who == "staff"] == [True]
    ways = talk.reach(region=CHE, thread=view)
    assert ways.broken and [one.channel for one in ways.others] == [Channel.VK]
    for again in (1, 0):
        assert talk.go_on_by(by=orlova, token=chat.token, address=other.address, at=chat.at) == again
    assert chat.thread.address == other.address and not talk.reach(region=CHE, thread=chat.view).broken


def test_the_word_goes_to_no_strangers_address(chat, orlova, lunina, andrei):
    andrei.says("привет")
    take(chat, orlova)
    for address in (andrei.address, 0, 10**9):
        with pytest.raises(talk.NoSuchWay):
            talk.go_on_by(by=orlova, token=chat.token, address=address, at=chat.at)
    with pytest.raises(talk.NotAnswering):
        talk.go_on_by(by=lunina, token=chat.token, address=chat.address, at=chat.at)

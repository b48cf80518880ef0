"""What channels bring becomes turns: once, in order, one reply each; bad input has a clear end."""

from datetime import timedelta

import pytest

from ryadom.channels import api as channels
from ryadom.channels.api import Channel, Sort
from ryadom.channels.models import OutboundMessage
from ryadom.talk import api as talk
from ryadom.talk.dialogue.shapes import packed
from ryadom.talk.threads.models import Said, Thread

from .conftest import AT, CHE, Chat

pytestmark = pytest.mark.django_db


def sent(address):
    return OutboundMessage.objects.in_region(CHE).filter(address=address).order_by("id")


def test_a_first_word_opens_a_thread_and_is_answered_into_the_outbox(andrei):
    told = andrei.says("меня сократили с завода")
    assert "Правильно понял?" in told
    assert [(one.who, one.channel) for one in andrei.view.messages] == [("person", "max"), ("bot", "")]
    (out,) = sent(andrei.address)
    assert out.weight == "reply" and told.split("\n")[0] in out.text
    assert "Человек:" in out.text, "when a person answers stands under every answer"


def test_the_same_update_twice_is_one_turn(andrei):
    andrei.says("меня сократили", update_id="u-same")
    andrei.says("меня сократили", update_id="u-same")
    assert Said.objects.in_region(CHE).count() == 2
    assert sent(andrei.address).count() == 1


def test_the_receiver_itself_takes_an_inbound_once(andrei):
    andrei.says("меня сократили")
    row = andrei.rows().exclude(inbound=None).get()
    update = andrei._update(Sort.TEXT, "меня сократили")
    inbound = channels.Inbound(row.inbound, CHE, andrei.address, None, update, AT)
    talk.receive(inbound, AT + timedelta(hours=1))
    assert andrei.rows().count() == 2


def test_two_messages_within_a_second_are_two_turns_in_order(andrei):
    for text in ("меня сократили с завода", "и трое детей"):
        channels.store(andrei._update(Sort.TEXT, text), region=CHE, at=AT)
    assert channels.handle_now(region=CHE, address=andrei.address, at=AT) == 2
    assert [one.text for one in andrei.view.messages if one.who == "person"] == [
        "меня сократили с завода",
        "и трое детей",
    ]
    assert sent(andrei.address).count() == 2, "one reply per turn"


def test_the_record_of_the_turns_gives_the_kept_stack(andrei):
    andrei.says("меня сократили с завода")
    andrei.presses("Потеря работы")
    andrei.presses("Для себя")
    andrei.hears(Sort.STICKER)
    andrei.says("нет")
    andrei.says("человек")
    assert packed(talk.replay(region=CHE, token=andrei.token)) == andrei.thread.stack


def test_forwarded_messages_are_one_turn(andrei):
    told = [andrei.says(f"пересланное {n}", forwarded=True) for n in range(7)]
    assert told[0] and told[1:] == [""] * 6
    assert len([one for one in andrei.view.messages if one.who == "person"]) == 7, "nothing is lost"
    assert Thread.objects.in_region(CHE).count() == 1


def test_an_edited_message_shows_its_new_words(andrei):
    andrei.says("меня сакратили", message_id="m1")
    told = andrei.hears(Sort.EDITED, "меня сократили с завода", refers="m1")
    assert "исправили" in told
    first = andrei.view.messages[0]
    assert (first.text, first.edited) == ("меня сократили с завода", True)


def test_a_deleted_message_has_no_words_for_anybody(andrei):
    andrei.says("моя тайна", message_id="m1")
    assert andrei.hears(Sort.DELETED, refers="m1") == ""
    first = andrei.view.messages[0]
    assert (first.text, first.deleted) == ("", True)


def test_a_blocked_bot_stands_in_the_thread_and_is_not_written_to(andrei):
    andrei.says("меня сократили")
    assert andrei.hears(Sort.BLOCKED) == ""
    assert "Остановил чат" in andrei.view.messages[-1].text
    assert sent(andrei.address).count() == 1


def test_a_photograph_is_not_collected(andrei):
    assert "паспорт тем более" in andrei.sends(Sort.FILE, "passport.jpg")
    (one,) = [line for line in andrei.view.messages if line.who == "person"]
    assert one.paper is None


def test_a_lament_of_4000_signs_is_kept_whole(andrei):
    lament = ("Мне тяжело. " * 400)[:4000]
    andrei.says(lament)
    assert andrei.view.messages[0].text == lament


def test_a_thread_of_one_region_is_not_found_in_another(andrei):
    andrei.says("меня сократили")
    with pytest.raises(talk.ThreadMissing):
        talk.thread(region="RU-LIP", token=andrei.token)


def test_after_an_ending_a_new_word_opens_a_new_thread(andrei, orlova):
    andrei.says("спросить хотел")
    first = andrei.token
    talk.close_thread(by=orlova, token=first, at=andrei.at)
    andrei.says("меня сократили с завода")
    assert andrei.token != first
    assert andrei.thread.state == "bot"


def test_a_code_from_the_office_links_the_chat_and_is_kept_nowhere(andrei, orlova, galina):
    code = channels.issue_code(by=orlova, person=galina.id, at=andrei.at)
    told = andrei.says(code)
    assert "теперь мы знаем" in told
    assert andrei.view.person == galina.id
    assert all(code not in one.text for one in andrei.view.messages)
    assert all(code not in str(row.heard) for row in andrei.rows())


def test_a_wrong_code_is_said_to_be_wrong(andrei):
    assert "Код не подошёл" in andrei.says("1234-5678")
    assert andrei.view.person is None


def test_a_date_of_birth_is_no_code(andrei):
    andrei.says("12031952")
    assert "Код" not in "".join(andrei.bot_words())


def test_one_person_one_thread_whatever_the_channel(andrei, orlova, galina):
    phone, site = Chat("galina-max"), Chat("galina-vk", Channel.VK)
    phone.says(channels.issue_code(by=orlova, person=galina.id, at=phone.at))
    phone.says("меня сократили с завода")
    site.at = phone.at
    site.says("какая погода завтра в Миассе")
    site.says(channels.issue_code(by=orlova, person=galina.id, at=site.at))
    assert site.token == phone.token
    words = [one.text for one in site.view.messages if one.who == "person"]
    assert "меня сократили с завода" in words and "какая погода завтра в Миассе" in words
    assert len(talk.threads_of(region=CHE, person=galina.id)) == 1
    site.says("человек")
    assert phone.view.state == "waiting"
    assert packed(talk.replay(region=CHE, token=site.token)) == site.thread.stack


def test_an_address_that_is_somebody_elses_now_shows_nothing_of_the_first(orlova, galina):
    lent = Chat("lent-phone")
    lent.says(channels.issue_code(by=orlova, person=galina.id, at=lent.at))
    mine = lent.token
    channels.unlink(region=CHE, address=lent.address, at=lent.at)
    lent.says("здравствуйте")
    assert lent.token != mine
    assert all("Галина" not in one.text for one in lent.view.messages)


def test_lists_cost_the_same_for_one_and_for_thirty(andrei, django_assert_num_queries):
    for number in range(30):
        Chat(f"chat-{number}").says("человек")
    with django_assert_num_queries(3):
        assert len(talk.waiting(region=CHE)) == 30
    Thread.objects.in_region(CHE).exclude(pk=Thread.objects.in_region(CHE).first().pk).update(state="bot")
    with django_assert_num_queries(3):
        assert len(talk.waiting(region=CHE)) == 1


def test_what_breaks_in_a_turn_is_answered_and_the_words_are_kept(andrei, monkeypatch):
    from ryadom.talk.dialogue import turning

    monkeypatch.setattr(turning, "_person", lambda course: 1 / 0)
    told = andrei.says("меня сократили")
    assert "сломалось" in told
    assert andrei.view.messages[0].text == "меня сократили"

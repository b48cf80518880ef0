"""A draft of answers: nothing lost in two tabs, nothing half done, nobody else's, gone after 30 days."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from ryadom.rules.api import FactRef, FactValue
from ryadom.talk import api
from ryadom.talk.models import Conversation
from ryadom.talk.queries import _view

CHE, LIP = "RU-CHE", "RU-LIP"
DAY = timedelta(days=1)


def test_the_family_that_rules_are_asked_about(talk) -> None:
    talk.answer(birth_date__applicant="01.05.1990", gas="нет", purchase_price="1 800 000,50")
    family = talk.family
    assert [(p.id, p.facts["family-role"].value) for p in family.persons] == [
        ("applicant", "applicant"),
        ("spouse", "spouse"),
        ("child-1", "child"),
    ]
    assert family.known(FactRef("birth-date", "applicant")).value == date(1990, 5, 1)
    assert family.known(FactRef("birth-date", "child-1")).value == date(2018, 2, 3)
    assert family.facts["gas"].value is False
    assert family.facts["purchase-price"].value == Decimal("1800000.50")
    assert family.facts["gas"].source == "said"
    assert not family.persons_open
    assert [p.name for p in family.persons] == ["Вы", "Муж или жена", "Миша"]


def test_until_the_family_is_told_it_stays_open(book, anna, db) -> None:
    known = {"region": CHE, "owner": anna}
    from .conftest import AT

    token = api.start(**known, at=AT)
    assert api.read(**known, token=token, at=AT, on=AT.date()).family.persons_open
    api.skip_household(**known, token=token, at=AT)
    assert api.read(**known, token=token, at=AT, on=AT.date()).family.persons_open


def test_dont_know_is_kept_and_is_neither_yes_nor_no(talk) -> None:
    talk.do(api.dont_know, on=talk.on, refs=("citizen@applicant", "citizen@child-1"))
    assert talk.family.known(FactRef("citizen", "applicant")) is None
    assert talk.row.answers["citizen@applicant"]["state"] == "unknown"


def test_known_to_be_absent_is_not_unknown(talk) -> None:
    talk.give({"pregnancy-week@spouse": api.Given(absent=True)})
    assert talk.family.known(FactRef("pregnancy-week", "spouse")) == FactValue(None, "said", False, talk.on)


def test_a_fact_that_cannot_be_absent_says_so(talk) -> None:
    with pytest.raises(api.BadAnswer):
        talk.give({"citizen@applicant": api.Given(absent=True)})


def test_two_tabs_add_to_each_other(talk) -> None:
    talk.answer(citizen__applicant="да")
    talk.answer(gas="да")
    assert {"citizen@applicant", "gas"} <= set(talk.row.answers)


def test_a_doubled_click_changes_nothing(talk) -> None:
    talk.answer(gas="да")
    version, trail = talk.row.version, talk.row.trail
    talk.answer(at=talk.at + DAY, gas="да")
    assert (talk.row.version, talk.row.trail) == (version, trail)


def test_a_page_is_taken_whole_or_not_at_all(talk) -> None:
    with pytest.raises(api.BadAnswer) as refused:
        talk.give({"citizen@applicant": "да", "birth-date@applicant": "31.02.1990", "purchase-price": "-5"})
    assert set(refused.value.errors) == {"birth-date@applicant", "purchase-price"}
    assert "нет в календаре" in refused.value.errors["birth-date@applicant"]
    assert talk.row.answers == {}


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        ("birth-date@applicant", "22.11.2027"),
        ("birth-date@applicant", "x" * 1_000_000),
        ("citizen@applicant", "может быть"),
        ("citizen@nobody", "да"),
        ("no-such-fact", "да"),
        ("'; DROP TABLE talk_conversation; --", "да"),
        ("{{ 7*7 }}@applicant", "да"),
        ("purchase-price", "миллион"),
        ("purchase-price", "NaN"),
        ("study@child-1", "университет"),
    ],
)
def test_a_bad_answer_gets_a_sentence_and_writes_nothing(talk, ref: str, text: str) -> None:
    before = talk.row.version
    with pytest.raises(api.BadAnswer) as refused:
        talk.give({ref: text})
    assert all(len(sentence) > 10 for sentence in refused.value.errors.values())
    assert talk.row.version == before


def test_a_child_is_never_older_than_the_parent(talk) -> None:
    with pytest.raises(api.BadAnswer, match="birth-date"):
        talk.answer(birth_date__applicant="01.05.2019")
    talk.answer(birth_date__applicant="01.05.1990")
    with pytest.raises(api.BadAnswer) as refused:
        talk.do(api.tell_children, children=(api.ChildTold("Миша", date(1989, 1, 1)),))
    assert "child-1-born" in refused.value.errors


def test_going_back_puts_answers_aside_and_shows_them_again(talk) -> None:
    talk.answer(citizen__applicant="да")
    talk.answer(gas="нет")
    talk.do(api.go_back)
    assert talk.family.known(FactRef("gas")) is None
    assert talk.row.answers["gas"]["aside"]
    assert talk.row.trail == [["citizen@applicant"]]
    talk.answer(gas="нет")
    assert talk.family.facts["gas"].value is False


def test_going_back_and_back_again_reaches_the_first_page(talk) -> None:
    talk.answer(gas="нет")
    seen = []
    for _step in range(6):
        talk.do(api.go_back)
        view = _view(talk.row)
        seen.append((view.asked, view.household.stage, view.situation, view.for_whom))
    assert seen == [
        (0, "done", "birth", "self"),
        (0, "children", "birth", "self"),
        (0, "who", "birth", "self"),
        (0, "who", "", "self"),
        (0, "who", "", ""),
        (0, "who", "", ""),
    ]
    assert _view(talk.row).household.children[0].name == "Миша"


def test_what_a_register_knows_stands_against_words(talk) -> None:
    talk.answer(citizen__applicant="нет")
    register = FactValue(True, "register", as_of=date(2026, 1, 1))
    talk.do(api.prefill, facts={"citizen@applicant": ("boolean", register)})
    assert talk.family.known(FactRef("citizen", "applicant")) == register


def test_a_newer_word_replaces_an_older_one_kept_elsewhere(talk) -> None:
    talk.do(api.prefill, facts={"gas": ("boolean", FactValue(True, "said", as_of=date(2025, 1, 1)))})
    assert talk.family.facts["gas"].value is True
    talk.answer(gas="нет")
    assert talk.family.facts["gas"].value is False


def test_another_visitor_finds_nothing(talk) -> None:
    with pytest.raises(api.ConversationLost) as lost:
        talk.do(api.view, owner=api.Owner(visitor_key="boris"))
    assert "30 дней" in lost.value.said


def test_another_region_finds_nothing(talk) -> None:
    with pytest.raises(api.ConversationLost):
        api.view(region=LIP, token=talk.token, owner=talk.owner, at=talk.at)


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "%00", "9" * 10_000])
def test_a_token_out_of_thin_air_finds_nothing(talk, token: str) -> None:
    with pytest.raises(api.ConversationLost):
        api.view(region=CHE, token=token, owner=talk.owner, at=talk.at)


def test_an_account_owns_what_the_visitor_began(talk) -> None:
    account = get_user_model().objects.create_user("anna")
    assert api.adopt(region=CHE, visitor=talk.owner, account_id=account.pk, at=talk.at) == 1
    mine = api.Owner(account_id=account.pk)
    assert [view.token for view in api.latest(region=CHE, owner=mine, at=talk.at)] == [talk.token]
    with pytest.raises(api.ConversationLost):
        talk.do(api.view)
    with pytest.raises(api.ConversationLost):
        talk.do(api.view, owner=api.Owner(account_id=account.pk + 1))


def test_the_visitors_key_is_not_in_the_database(talk) -> None:
    assert "anna-on-her-phone" not in str(vars(talk.row))


def test_thirty_days_after_the_last_answer_the_draft_is_gone(talk) -> None:
    talk.answer(at=talk.at + 20 * DAY, gas="да")
    assert api.purge_expired(at=talk.at + 49 * DAY) == 0
    assert api.purge_expired(at=talk.at + 51 * DAY) == 1
    assert not Conversation.objects.in_region(CHE).exists()


def test_an_expired_form_says_so_and_is_not_revived(talk) -> None:
    with pytest.raises(api.ConversationLost):
        talk.answer(at=talk.at + 31 * DAY, gas="да")


def test_anna_may_have_it_deleted_at_once(talk) -> None:
    talk.do(api.forget)
    with pytest.raises(api.ConversationLost):
        talk.do(api.view)


def test_hundreds_of_answers_from_a_script_are_refused(talk) -> None:
    with pytest.raises(api.BadAnswer):
        talk.give({f"received:measure-{number}": "да" for number in range(401)})


def test_for_whom_and_what_happened_are_chosen_from_the_list(talk) -> None:
    with pytest.raises(api.BadAnswer):
        talk.do(api.choose_for_whom, for_whom="neighbour")
    with pytest.raises(api.BadAnswer):
        talk.do(api.choose_situation, situation="lottery")
    with pytest.raises(api.BadAnswer):
        talk.do(api.choose_for_whom, for_whom="parent", name="Га\u202eлина")
    talk.do(api.choose_for_whom, for_whom="parent", name="Галина Петровна")
    assert talk.family.persons[0].name == "Галина Петровна"


def test_a_region_without_measures_says_so(db) -> None:
    from .conftest import AT, ON

    known = {"region": LIP, "owner": api.Owner(visitor_key="boris"), "at": AT}
    known["token"] = api.start(**known, for_whom="self")
    assert isinstance(api.next_step(**known, on=ON)[1], api.SituationStep)
    with pytest.raises(api.BadAnswer) as refused:
        api.choose_situation(**known, situation="birth")
    assert "ещё не внесены" in refused.value.errors["situation"]


def test_an_owner_is_somebody() -> None:
    with pytest.raises(ValueError, match="belongs"):
        api.Owner()

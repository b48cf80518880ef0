"""The demonstration's applications: one in every state that a claim can be in, told as short scenes.

Every step is a verb of this room, of cases, papers or people, taken by whoever may take it, on a clock that moves from
months ago to this morning. A scene that today's rules no longer allow (the cast is of 2026) is left out and named
in the log; the others stay.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import structlog
from django.db import transaction

from ryadom.cases import api as cases
from ryadom.measures import api
from ryadom.measures.demo_steps import (
    Day,
    answered,
    apply,
    approve,
    bring,
    bring_all,
    decided,
    draft,
    elsewhere,
    grant,
    proved,
    refuse,
    take,
)
from ryadom.papers import api as papers
from ryadom.rules.api import Act

HERE, THERE = "RU-CHE", "RU-SAK"
NOT_CHECKED = "демонстрация, не проверено по тексту акта"
OBSTACLES = (
    api.ClaimError, api.NotPossible, api.BadSnapshot, cases.CaseError, papers.NotAccepted, LookupError, ValueError,
    api.DeterminingError, StopIteration,
)  # fmt: skip
log = structlog.get_logger(__name__)

Scene = Callable[[Day], None]


def load(at: datetime) -> None:
    """Confirmations first, then every scene by itself: one that cannot be told takes nothing else with it."""
    for region, scenes in ((HERE, _scenes_here()), (THERE, (tsoy_got_it, tsoy_waits))):
        day = Day(region, at)
        for scene in (confirmations, *scenes, determinations):
            _tell(scene, day)


def _tell(scene: Scene, day: Day) -> None:
    try:
        with transaction.atomic():
            scene(day)
    except OBSTACLES as obstacle:
        log.warning(
            "demonstration_scene_left_out", scene=scene.__name__, region=day.region, fault=type(obstacle).__name__
        )


def _scenes_here() -> Iterator[Scene]:
    """By the day on which each begins, so that the numbers of the cases follow the days."""
    yield from (
        places, ivanovy_status, belovy_first_child, morozovy_elsewhere, belovy_too_young, ivanovy_utilities,
        lebedeva_got_it, kim_is_in_the_queue, ivanovy_elsewhere, kim_did_not_bring, gusevy_appeal,
        ivanovy_outfit_is_late, kim_camp, kim_sent_twice, akhmetovy_took_back, zhukova_elsewhere, ivanovy_outfit,
        morozovy_wait_for_the_head, kim_bad_photo, belovy_second_child, tikhonovy_must_bring,
        galina_waits_for_answers, akhmetovy_status, gusevy_draft, morozovy_outfit, tikhonovy_sanatorium, notes,
    )  # fmt: skip


# --- scenes ---------------------------------------------------------------------------------------------------------


def confirmations(day: Day) -> None:
    """Two methodologists let some samples be granted here; everybody can read that it is a show."""
    day = day.ago(140)
    wanted = (
        "large-family-utilities", "service-child-payment", "foster-family-car", "country-camp-free",
        "gas-registration", "gas-equipment", "school-outfit", "sakhalin-school-preparation",
    )  # fmt: skip
    first = day.staff("methodologist")
    second = day.staff("methodologist", -1) if day.region == HERE else day.head
    for measure in wanted:
        if measure in day.book.measures:
            version = day.book.measures[measure].versions[-1].file.from_
            kept = api.confirm(
                by=first, measure=measure, version_from=version, act=NOT_CHECKED, act_date=day.on, book=day.book,
                note=NOT_CHECKED, **day.when,
            )  # fmt: skip
            api.confirm_second(by=second, confirmation=kept.token, at=day.at)


def places(day: Day) -> None:
    """Trips to camps this year. How many cars, nobody has entered: so a right to one waits in the queue."""
    moment = day.ago(130)
    first = moment.on.replace(month=1, day=1)
    act = Act("Приказ о путёвках (демонстрация)", "", first, verified="recalled")
    offer = api.PlacesOffer("country-camp-free", first, day.on.replace(month=12, day=31), 240, act)
    entered = api.enter_places(by=moment.head, book=moment.book, offer=offer, **moment.when)
    api.approve_places(by=moment.staff("methodologist"), entry=entered.token, at=moment.at)


def galina_waits_for_answers(day: Day) -> None:
    """Registered for gas by the site; two authorities answered, one has not."""
    claim = apply(day.ago(9), "galina", "gas-registration", situation="gas")
    bring(day.ago(8.9), "galina", claim, "application")
    take(day.ago(7), claim)
    answered(day.ago(4), claim, all_but=1)


def ivanovy_status(day: Day) -> None:
    """A status, not money: one specialist decides."""
    claim = apply(day.ago(118), "ivanovy", "regional-large-family-status", situation="large-family")
    answered(day.ago(114), claim)
    proved(day.ago(112), "ivanovy", claim)
    grant(day.ago(111), claim)


def ivanovy_utilities(day: Day) -> None:
    """Granted with an award for a year."""
    claim = apply(day.ago(76), "ivanovy", "large-family-utilities", situation="utilities")
    bring(day.ago(75), "ivanovy", claim, "account")
    answered(day.ago(71), claim)
    proved(day.ago(70), "ivanovy", claim)
    grant(day.ago(69), claim)
    approve(day.ago(68), claim)


def ivanovy_outfit_is_late(day: Day) -> None:
    """The size for this year is not entered: nobody can grant it, and the promised day has passed."""
    claim = apply(day.ago(47), "ivanovy", "school-outfit", "Оля", situation="school")
    bring(day.ago(46), "ivanovy", claim, "account")
    answered(day.ago(42), claim)
    take(day.ago(40), claim)


def ivanovy_outfit(day: Day) -> None:
    """The same for the brother; nobody has taken it yet."""
    apply(day.ago(22), "ivanovy", "school-outfit", "Миша", situation="school")


def ivanovy_elsewhere(day: Day) -> None:
    """The unified benefit is decided by the Social Fund: got for one child, filed for another, refused for none."""
    mark = elsewhere(day.ago(60), "ivanovy", "unified-child-benefit", "Оля", "low-income")
    mark(day.ago(58), "filed")
    mark(day.ago(35), "got", amount=Decimal("12675.75"))
    mark = elsewhere(day.ago(12), "ivanovy", "unified-child-benefit", "Миша", "low-income")
    mark(day.ago(10), "filed")


def kim_is_in_the_queue(day: Day) -> None:
    """The right to the car is confirmed; the year's places are not entered, so the family waits in the queue."""
    claim = apply(day.ago(64), "kim", "foster-family-car", situation="foster")
    bring_all(day.ago(63), "kim", claim)
    answered(day.ago(58), claim)
    proved(day.ago(56), "kim", claim)
    grant(day.ago(55), claim)
    approve(day.ago(54), claim)


def kim_camp(day: Day) -> None:
    """A trip to a camp, granted without a sum."""
    claim = apply(day.ago(38), "kim", "country-camp-free", "Егор", situation="camp")
    bring_all(day.ago(37), "kim", claim)
    answered(day.ago(34), claim)
    proved(day.ago(33), "kim", claim)
    grant(day.ago(32), claim)


def kim_bad_photo(day: Day) -> None:
    """The certificate is a photo that will not do: told why, to be sent again."""
    claim = apply(day.ago(15), "kim", "country-camp-free", "Даша", situation="camp")
    bring(day.ago(14), "kim", claim, "medical", accepted=False)


def kim_sent_twice(day: Day) -> None:
    """The same on paper a day later: closed as a duplicate, nothing lost."""
    claim = apply(day.ago(36), "kim", "country-camp-free", "Никита", situation="camp", paper=True)
    refuse(day.ago(35), claim, "duplicate")


def kim_did_not_bring(day: Day) -> None:
    """The only ground that waits for a paper: asked, reminded, not brought."""
    claim = apply(day.ago(52), "kim", "country-camp-free", "Алина", situation="camp")
    api.ask_for_paper(by=day.curator, claim=claim.token, document="medical", until=day.ago(36).on, **day.ago(50).when)
    answered(day.ago(46), claim)
    refuse(day.ago(31), claim, "paper_not_brought")


def gusevy_appeal(day: Day) -> None:
    """Refused by the years of residence, with the numbers; the family does not agree, and another person looks."""
    claim = apply(day.ago(49), "gusevy", "foster-family-car", situation="foster", paper=True)
    answered(day.ago(45), claim)
    refuse(day.ago(41), claim)
    later = day.ago(11)
    tried = api.appeal(
        by=later.curator, claim=claim.token, channel="office", book=later.book,
        text="Мы живём в области с 2023 года, просто прописались позже. Посмотрите договор найма.", **later.when,
    )  # fmt: skip
    cases.take(by=day.second, case=tried.case, **day.ago(10).when)


def gusevy_draft(day: Day) -> None:
    """Filled at the office, not signed yet: kept for thirty days."""
    draft(day.ago(6), "gusevy", "country-camp-free", "Лиза", situation="camp", paper=True)


def morozovy_wait_for_the_head(day: Day) -> None:
    """Proposed three days ago, the head has not looked yet."""
    claim = apply(day.ago(19), "morozovy", "large-family-utilities", situation="utilities")
    bring(day.ago(18), "morozovy", claim, "account")
    answered(day.ago(13), claim)
    proved(day.ago(5), "morozovy", claim)
    grant(day.ago(3), claim)


def morozovy_elsewhere(day: Day) -> None:
    """The Social Fund refused by 312 roubles; here the family sees the sum."""
    mark = elsewhere(day.ago(90), "morozovy", "unified-child-benefit", "Кира", "low-income")
    mark(day.ago(88), "filed")
    mark(day.ago(66), "refused", note="Отказали без объяснений.")


def morozovy_outfit(day: Day) -> None:
    apply(day.ago(4), "morozovy", "school-outfit", "Кира", situation="school")


def belovy_first_child(day: Day) -> None:
    claim = apply(day.ago(97), "belovy", "service-child-payment", "Вика", situation="serviceman-family")
    decided(day, "belovy", claim, 95, {f"received:service-child-payment@{claim.subject}": False})
    approve(day.ago(88), claim)


def belovy_second_child(day: Day) -> None:
    claim = apply(day.ago(14), "belovy", "service-child-payment", "Костя", situation="serviceman-family")
    decided(day, "belovy", claim, 9, {f"received:service-child-payment@{claim.subject}": False})


def belovy_too_young(day: Day) -> None:
    """Refused by age, with the day from which it is possible."""
    claim = apply(day.ago(83), "belovy", "country-camp-free", "Костя", situation="camp")
    answered(day.ago(79), claim)
    refuse(day.ago(77), claim)


def tikhonovy_must_bring(day: Day) -> None:
    """A certificate that only the person has: asked for, with a day."""
    claim = apply(day.ago(10), "tikhonovy", "country-camp-free", "Ваня", situation="camp")
    moment = day.ago(3)
    take(moment, claim)
    api.ask_for_paper(
        by=moment.specialist, claim=claim.token, document="medical", until=day.on + timedelta(days=7), **moment.when
    )


def tikhonovy_sanatorium(day: Day) -> None:
    """Nobody has taken it yet."""
    apply(day.ago(2), "tikhonovy", "sanatorium-trip", "Ваня", situation="disability")


def akhmetovy_status(day: Day) -> None:
    """On paper at the office; the student's certificate is on its way."""
    claim = apply(day.ago(8), "akhmetovy", "regional-large-family-status", situation="large-family")
    take(day.ago(6), claim, day.second)
    answered(day.ago(5), claim, all_but=1)


def akhmetovy_took_back(day: Day) -> None:
    """The mother changed her mind and said so at the office."""
    claim = apply(day.ago(28), "akhmetovy", "school-outfit", "Ленар", situation="school")
    refuse(day.ago(24), claim, "withdrawn")


def zhukova_elsewhere(day: Day) -> None:
    """The funeral benefit is the Social Fund's: filed, not answered yet; the supplement is only printed."""
    mark = elsewhere(day.ago(24), "zhukova", "funeral-benefit", "Тамара", "death")
    mark(day.ago(20), "filed")
    elsewhere(day.ago(5), "zhukova", "pension-supplement", "Тамара", "old-age")


def lebedeva_got_it(day: Day) -> None:
    mark = elsewhere(day.ago(70), "lebedeva", "birth-payment", "Ева", "birth")
    mark(day.ago(68), "filed")
    mark(day.ago(55), "got", amount=Decimal("28450.45"))


def notes(day: Day) -> None:
    """«Сегодня» of the curator: one late, two for today, one for later."""
    wanted = (
        ("zhukova", 6, -1, "Спросить, пришёл ли ответ из Социального фонда."),
        ("galina", 3, 0, "Позвонить: объяснить, что договор подписывать только после уведомления."),
        ("tikhonovy", 2, 0, "Напомнить про медицинскую справку для лагеря."),
        ("gusevy", 1, 4, "Привезут договор найма."),
    )
    for cast, back, next_in, text in wanted:
        moment = day.ago(back)
        cases.note(
            by=moment.curator, person=day.person(cast).id, text=text, next_contact_on=day.on + timedelta(days=next_in),
            **moment.when,
        )  # fmt: skip


def tsoy_got_it(day: Day) -> None:
    """Collected here, decided elsewhere: the answer is written down."""
    claim = apply(day.ago(44), "tsoy", "sakhalin-school-preparation", "Тимофей", situation="school")
    later = day.ago(20)
    api.register_outcome(by=later.specialist, claim=claim.token, got=True, amount=Decimal("15000"), **later.when)


def tsoy_waits(day: Day) -> None:
    """The card first: sent all the same, waiting."""
    apply(day.ago(7), "tsoy", "sakhalin-food-certificate", situation="low-income")


def determinations(day: Day) -> None:
    """`ryadom determine` of this morning: who is entitled and receives nothing."""
    api.determine(book=day.book, on=day.on, at=day.at)

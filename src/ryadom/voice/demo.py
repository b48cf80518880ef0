"""The demonstration's answers: one region has enough of them for a share, the other has not and says so.

Drawn by seed, put and answered through the verbs of this room on the days on which they would have been.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from ryadom.people import api as people
from ryadom.regions.clock import local
from ryadom.voice import api

MONTHS_BACK = timedelta(days=200)
ANSWER_AFTER = timedelta(hours=30)
# (situation, measure, outcome, stage, weight, share of satisfied)
WAYS = (
    ("low-income", "unified-child-benefit", "got", "external", 14, 0.86),
    ("low-income", "unified-child-benefit", "not_got", "external", 8, 0.36),
    ("utilities", "large-family-utilities", "granted", "granted", 20, 0.90),
    ("utilities", "large-family-utilities", "refused", "refused", 6, 0.45),
    ("camp", "country-camp-free", "granted", "granted", 16, 0.92),
    ("camp", "country-camp-free", "refused", "refused", 4, 0.40),
    ("gas", "gas-registration", "granted", "granted", 10, 0.80),
    ("gas", "gas-equipment", "refused", "refused", 6, 0.30),
    ("foster", "foster-family-car", "granted", "granted", 3, 0.95),
    ("school", "school-outfit", "withdrawn", "withdrawn", 5, 0.50),
    ("birth", "birth-payment", "got", "external", 9, 0.88),
    ("old-age", "", "answered", "", 9, 0.75),
)
CHANNELS = ("web", "web", "web", "office", "office", "phone", "paper")
WORDS = {
    True: (
        "Спасибо, объяснили понятно и позвонили сами.",
        "Всё решилось за две недели, я не ожидала.",
        "Хорошо, что не пришлось собирать справки.",
    ),
    False: (
        "Отказали, но хотя бы показали расчёт.",
        "Ждали дольше обещанного.",
        "Не поняла, куда идти дальше.",
    ),
}
REGIONS = {"RU-CHE": (178, 132), "RU-SAK": (61, 43)}


@dataclass(frozen=True)
class Ending:
    """How one way ended, and what was said of it."""

    at: datetime
    situation: str
    measure: str
    outcome: str
    stage: str
    channel: str
    score: int
    comment: str


def load(at: datetime) -> None:
    """Put the questions; the first so many of each region were answered a day or so later."""
    for region, (asked, answered) in REGIONS.items():
        draw = Random(f"{region} demonstration")  # noqa: S311  # the same story each time, no secret
        silent = set(draw.sample(range(asked), asked - answered))
        staff = people.staff_with_role(region=region, role="curator", on=local(at, region).date())
        helper = staff[0].account_id if staff else None
        for number, ending in enumerate(_endings(draw, at, asked)):
            token = api.ask(
                region=region, ending=f"demonstration:{number}", at=ending.at, outcome=ending.outcome,
                channel=ending.channel, situation=ending.situation, measure=ending.measure, stage=ending.stage,
                assisted_by=helper if ending.channel in ("office", "phone") else None,
            )  # fmt: skip
            if number not in silent:
                api.answer(
                    region=region, token=token, score=ending.score, comment=ending.comment,
                    at=ending.at + ANSWER_AFTER * draw.random(),
                )  # fmt: skip


def _endings(draw: Random, at: datetime, many: int) -> Iterator[Ending]:
    """Spread over the months, a little more in the later ones."""
    for _number in range(many):
        situation, measure, outcome, stage, _weight, happy = draw.choices(WAYS, [way[4] for way in WAYS])[0]
        satisfied = draw.random() < happy
        score = draw.choice((4, 5, 5, 5) if satisfied else (1, 2, 3, 3))
        comment = draw.choice(WORDS[satisfied]) if draw.random() < 0.15 else ""
        back = MONTHS_BACK * draw.random() ** 1.3 + 2 * ANSWER_AFTER
        yield Ending(at - back, situation, measure, outcome, stage, draw.choice(CHANNELS), score, comment)

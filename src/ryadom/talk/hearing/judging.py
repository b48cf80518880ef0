"""How well an Ear hears: the held-out phrases of practices asked one by one, and the figures that follow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ryadom.talk.crisis import Danger
from ryadom.talk.hearing.ear import OUTSIDE, Ear
from ryadom.talk.hearing.net import OF_TOPIC
from ryadom.talk.hearing.shapes import Hearing

FOOD_TOPIC = (
    "food_help"  # hunger today is a crisis, a food parcel is not: neither an alarm nor a miss by the topic alone
)


@dataclass(frozen=True)
class Held:
    """A held-out sentence. `topics`: what it is about, the main one first; `crisis`: the danger it speaks of.
    `single`: a held-out phrase of one topic.
    """

    text: str
    topics: tuple[str, ...]
    crisis: Danger | None = None
    single: bool = False


@dataclass
class Figures:
    """What was measured; every share from 0 to 1. `missed`: of each topic what it was taken for; `asked` how often."""

    top1: float = 0.0
    top3: float = 0.0
    mixed: float = 0.0
    scope: float = 0.0
    crisis: float = 0.0
    alarms: float = 0.0
    asked: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    among: Counter[str] = field(default_factory=Counter)
    missed: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The figures in one line, for people and programs."""
        names = ("top1", "top3", "mixed", "scope", "crisis", "alarms")
        return " ".join(f"{name} {getattr(self, name):.2f}" for name in names)


def judge(ear: Ear, held: Iterable[Held]) -> Figures:
    """Ask every held-out sentence."""
    heard = [(one, ear.hear(one.text)) for one in held]
    figures = Figures()
    _single(figures, [(one, found) for one, found in heard if one.single])
    figures.mixed = _mixed(figures, [(one, found) for one, found in heard if not one.single and len(one.topics) > 1])
    figures.scope = _apart(
        [
            found.scope
            for one, found in heard
            if one.topics and OUTSIDE not in one.topics and "greeting" not in one.topics
        ],
        [found.scope for one, found in heard if OUTSIDE in one.topics],
    )
    figures.crisis, figures.alarms = _danger(figures, heard)
    return figures


def _single(figures: Figures, heard: Sequence[tuple[Held, Hearing]]) -> None:
    for one, found in heard:
        topic, guesses = one.topics[0], [guess.topic for guess in found.guesses]
        figures.asked[topic] += 1
        figures.first[topic] += guesses[:1] == [topic]
        figures.among[topic] += topic in guesses
        if guesses[:1] != [topic]:
            figures.missed[topic][guesses[0] if guesses else "—"] += 1
    asked = sum(figures.asked.values()) or 1
    figures.top1, figures.top3 = sum(figures.first.values()) / asked, sum(figures.among.values()) / asked


def _mixed(figures: Figures, heard: Sequence[tuple[Held, Hearing]]) -> float:
    """How many of the requests of a sentence stand among the three guesses, at the mean."""
    shares = []
    for one, found in heard:
        wanted = set(one.topics[:3])
        got = wanted & {guess.topic for guess in found.guesses}
        shares.append(len(got) / len(wanted))
        if got != wanted:
            figures.errors.append(f"mixed: «{one.text}»: {', '.join(sorted(wanted - got))}")
    return sum(shares) / len(shares) if shares else 0.0


def _apart(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The chance that a sentence of ours scores above one that is not (area under the curve)."""
    if not inside or not outside:
        return 0.0
    wins = sum((ours > other) + 0.5 * (ours == other) for ours in inside for other in outside)
    return wins / (len(inside) * len(outside))


def _danger(figures: Figures, heard: Sequence[tuple[Held, Hearing]]) -> tuple[float, float]:
    """(how many dangers were heard, how many calm sentences were taken for one)."""
    dangers = calm = missed = alarms = 0
    for one, found in heard:
        if one.crisis or any(topic in OF_TOPIC for topic in one.topics):
            dangers += 1
            missed += found.crisis is None
            if found.crisis is None:
                figures.errors.append(f"crisis not heard: «{one.text}»")
        elif FOOD_TOPIC not in one.topics:
            calm += 1
            alarms += found.crisis is not None
            if found.crisis:
                figures.errors.append(f"false alarm ({found.crisis}): «{one.text}»")
    return 1 - missed / dangers if dangers else 0.0, alarms / calm if calm else 0.0


def table(figures: Figures) -> Iterable[str]:
    """A line for each topic, the worst first, with what it was most often taken for."""
    yield f"{'topic':22} {'asked':>5} {'top1':>5} {'top3':>5}  taken for"
    share = {topic: figures.first[topic] / asked for topic, asked in figures.asked.items()}
    for topic in sorted(share, key=lambda id: (share[id], id)):
        asked = figures.asked[topic]
        others = ", ".join(f"{id} {count}" for id, count in figures.missed[topic].most_common(3))
        yield f"{topic:22} {asked:5} {share[topic]:5.2f} {figures.among[topic] / asked:5.2f}  {others}"

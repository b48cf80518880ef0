"""What this room takes from the practices of a region: topics to be understood, and the phones for danger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from django.conf import settings

from ryadom.packs import api as packs
from ryadom.packs.api import Finding, Item, Library, Practice
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook
from ryadom.talk.crisis import EMERGENCY, Danger, Hotline
from ryadom.talk.hearing.confusing import Confusion, confusion
from ryadom.talk.hearing.ear import OUTSIDE, Ear
from ryadom.talk.hearing.judging import Held
from ryadom.talk.hearing.shapes import Guess, Hearing, Veto
from ryadom.talk.hearing.shapes import Topic as HeardTopic
from ryadom.talk.kinds import HotlineFile, PhrasesFile, TopicFile
from ryadom.talk.understanding import MOST_CHOICES, Choice, Index, Topic

OURS = 0.3  # of scope: below this it is said that it is none of ours
_SHOWN = 10  # phrases and rows of a refusal: more nobody reads
CLEAR = 0.15  # of the best share: below this no guess is shown on a page
SURELY_NAMED, PERHAPS_NAMED = 0.7, 0.5  # how like a measure's own words a sentence must be


@dataclass(frozen=True)
class Situation:
    """A life situation in the reader's language. `for_whom` empty: for anybody."""

    id: str
    title: str
    hint: str
    icon: str
    for_whom: tuple[str, ...] = ()


def practices_of(region: str, on: date) -> tuple[Practice, ...]:
    """The practices active in the region on a day (one query; loading is cached)."""
    return packs.active(region, on, root=settings.RYADOM.practices, kept=settings.RYADOM.data / "practices")


def situations(region: str, on: date, language: str = "ru", for_whom: str = "") -> tuple[Situation, ...]:
    """«Что случилось?»: the situations of the region in their order, those that fit «для кого»."""
    files = {item.id: item.value for practice in practices_of(region, on) for item in practice.of("situation")}
    found = sorted(files.items(), key=lambda pair: (pair[1].order, pair[0]))
    fitting = [(id, file) for id, file in found if not (for_whom and file.for_ and for_whom not in file.for_)]
    return tuple(_situation(id, file, language) for id, file in fitting)


def _situation(id: str, file: Any, language: str) -> Situation:
    hint = file.hint.said(language) if file.hint else ""
    return Situation(id, file.title.said(language), hint, file.icon, tuple(file.for_))


def hotlines(region: str, on: date, danger: Danger | str, language: str = "ru") -> tuple[Hotline, ...]:
    """The phones for a danger, the first to dial first; 112 always, even where no practice is active;
    of hunger only the phones that a region names for it.
    """
    files: list[HotlineFile] = [item.value for practice in practices_of(region, on) for item in practice.of("hotline")]
    chosen = sorted((file for file in files if str(danger) in file.answers), key=lambda file: file.order)
    found = tuple(Hotline(f.title.said(language), f.phone, f.note.said(language), f.verified) for f in chosen)
    known = danger == Danger.FOOD or any(line.phone == EMERGENCY.phone for line in found)
    return found if known else (EMERGENCY, *found)


def index(region: str, on: date, language: str = "ru") -> Index:
    """All that may be understood in the region, its own measures too; built once for a set of locks."""
    practices, own = practices_of(region, on), _own_measures(region, on)
    return _index(practices, language) if own is None else _index_with(practices, own, language)


def _own_measures(region: str, on: date) -> Rulebook | None:
    """The rules of the region where it has written measures of its own."""
    if not rules.has_own_measures(region=region):
        return None
    try:
        return rules.rulebook(region, on)
    except LookupError:
        return None


@lru_cache(maxsize=64)
def _index_of(locks: tuple[str, ...], language: str) -> list[Index]:
    # A cell to fill: practices themselves are not hashable, their locks are.
    return []


def _index(practices: tuple[Practice, ...], language: str) -> Index:
    cell = _index_of(tuple(practice.lock for practice in practices), language)
    if not cell:
        cell.append(Index(topics(practices, language), synonyms(practices)))
    return cell[0]


def _index_with(practices: tuple[Practice, ...], book: Rulebook, language: str) -> Index:
    """The same with the region's own measures in place of those they replace."""
    cell = _index_of((book.lock,), language)
    if not cell:
        own = {one.id: one.file for one in book.measures.values() if one.own}
        kept = [one for one in topics(practices, language) if not (one.kind == "measure" and one.id in own)]
        phrases = _phrases(practices)
        written = [_topic("measure", id, file, phrases["measure", id], language) for id, file in own.items()]
        cell.append(Index((*kept, *written), synonyms(practices)))
    return cell[0]


def ear(region: str, on: date, language: str = "ru") -> Ear:
    """What hears a sentence in the region; learnt once for a set of locks (about a second)."""
    practices = practices_of(region, on)
    cell = _ear_of(tuple(practice.lock for practice in practices), language)
    if not cell:
        cell.append(ear_over(practices, language, settings.RYADOM.data / "ears"))
    return cell[0]


@lru_cache(maxsize=64)
def _ear_of(locks: tuple[str, ...], language: str) -> list[Ear]:
    return []


def choices(region: str, on: date, sentence: str, heard: Hearing, language: str = "ru") -> tuple[Choice, ...]:
    """Where what was heard leads: at most three choices, best first; a measure that the sentence names goes before
    the situation it belongs to.
    """
    if heard.scope < OURS or (heard.guesses and heard.guesses[0].score < CLEAR):
        heard = replace(heard, guesses=tuple(one for one in heard.guesses if one.topic == OUTSIDE))
    files = {item.id: item.value for practice in practices_of(region, on) for item in practice.of("topic")}
    led = [_led(guess, files[guess.topic], language) for guess in heard.guesses if guess.topic in files]
    named = [one for one in index(region, on, language).choices(sentence) if one.kind == "measure"]
    surely = [one for one in named if one.score >= SURELY_NAMED][:1]
    others = [one for one in named if SURELY_NAMED > one.score >= PERHAPS_NAMED][:1]
    found = {(one.kind, one.id): one for one in reversed((*surely, *led[:2], *others, *led[2:]))}
    return tuple(reversed(found.values()))[:MOST_CHOICES]


def _led(guess: Guess, file: TopicFile, language: str) -> Choice:
    kind, id = file.leads.way[0]
    answer = file.answer.said(language) if file.answer else ""
    return Choice(cast(Any, kind), id, guess.title, guess.score, guess.near, answer)


def ear_over(practices: Iterable[Practice], language: str = "ru", folder: Path | None = None) -> Ear:
    """The Ear of a set of practices; needs no database. `folder`: where it is kept, None for nowhere."""
    practices = tuple(practices)
    return Ear(heard_topics(practices, language), synonyms(practices), places(practices), language, folder)


def heard_topics(practices: Iterable[Practice], language: str = "ru") -> tuple[HeardTopic, ...]:
    """The topics of practices, each with the words that any of the practices adds, and what speaks against it."""
    practices = tuple(practices)
    own: dict[str, list[str]] = defaultdict(list)
    for item in (item for practice in practices for item in practice.of("phrases") if item.value.topic):
        own[item.value.topic].extend(item.value.phrases)
    against: dict[str, list[Veto]] = defaultdict(list)
    for item in (item for practice in practices for item in practice.of("veto")):
        against[item.id].extend(Veto(**one.model_dump()) for one in item.value.vetoes)
    found = {item.id: item.value for practice in practices for item in practice.of("topic")}
    return tuple(
        HeardTopic(id, file.title.said(language), (*file.phrases, *own[id]), file.leads.way[0], tuple(against[id]))
        for id, file in sorted(found.items())
    )


def held_out(practices: Iterable[Practice]) -> list[Held]:
    """Everything that practices hold out of learning: the test phrases of topics, and the sentences of `heard`."""
    practices = tuple(practices)
    found = [
        Held(text, (item.id,), single=True) for p in practices for item in p.of("topic") for text in item.value.test
    ]
    for item in (item for practice in practices for item in practice.of("phrases") if item.value.topic):
        found += [Held(text, (item.value.topic,), single=True) for text in item.value.test]
    for item in (item for practice in practices for item in practice.of("heard")):
        found += [Held(one.text, tuple(one.topics), one.crisis) for one in item.value.sentences]
    return found


def confused_by(library: Library, ids: Iterable[str]) -> Iterator[Finding]:
    """An error for each named practice whose words make the topics of the others harder to hear: the phrases that the
    others hold out are asked with it and without it. Takes seconds for a practice that brings such words, else nothing.
    """
    for practice in (library.practices[id] for id in ids):
        words = [*practice.of("topic"), *(item for item in practice.of("phrases") if item.value.topic)]
        installed = library.installed(practice.about.region)
        others = [one for one in installed if one.id != practice.id]
        if not words or not any(one.of("topic") for one in others):
            continue
        held = [one for one in held_out(others) if one.single]
        found = confusion(ear_over(others), ear_over(installed), held)
        if found.spoils:
            yield _refused(words[0], found)


def led_nowhere(library: Library, ids: Iterable[str]) -> Iterator[Finding]:
    """An error for each topic of the named practices whose path by steps no practice beside it has."""
    for practice in (library.practices[id] for id in ids):
        # What everybody builds on may name a path of any practice; a region's own only what it is installed with.
        everywhere = practice.about.region == packs.EVERYWHERE
        beside = tuple(library.practices.values()) if everywhere else library.installed(practice.about.region)
        known = {item.id for one in beside for item in one.of("route")}
        for item in practice.of("topic"):
            route = item.value.leads.route
            if known and route is not None and route not in known:
                yield item.finding(("leads", "route"), f"нет пути «{route}»", f"there is no route {route}")


def _refused(item: Item, found: Confusion) -> Finding:
    phrases = "; ".join(f"«{text}»: {meant} → {now}" for text, meant, now in found.changed[:_SHOWN])
    rows = "".join(f"\n    {meant:22} → {now:22} {many:3}" for meant, now, many in found.table[:_SHOWN])
    was, now = (" / ".join(f"{share:.2f}" for share in shares) for shares in (found.before, found.after))
    return item.finding(
        ("phrases",),
        f"из-за этих фраз другие темы понимаются хуже ({was} → {now}): {phrases}{rows}",
        f"these phrases make other topics harder to understand ({was} → {now}): {phrases}{rows}",
    )


def places(practices: Iterable[Practice]) -> dict[str, str]:
    """The names by which people call the region: name -> code."""
    regions = [practice.region for practice in practices if practice.region is not None]
    return {region.title.ru: region.code for region in regions}


def synonyms(practices: Iterable[Practice]) -> list[list[str]]:
    """Groups of words that people use for the same thing."""
    return [group for practice in practices for item in practice.of("synonyms") for group in item.value.groups]


def topics(practices: Iterable[Practice], language: str = "ru") -> tuple[Topic, ...]:
    """Situations and measures with their titles and phrases. Russian words are matched in every language."""
    practices = tuple(practices)
    phrases = _phrases(practices)
    found: list[Topic] = []
    for kind in ("situation", "measure"):
        for item in (item for practice in practices for item in practice.of(kind)):
            found.append(_topic(kind, item.id, item.value, phrases[kind, item.id], language))
    return tuple(found)


def _topic(kind: Any, id: str, file: Any, phrases: Iterable[str], language: str) -> Topic:
    said = [text.ru for text in (file.title, getattr(file, "short", None)) if text]
    hint = getattr(file, "hint", None) or getattr(file, "summary", None)
    learnt = (*said, *([file.title.en] if file.title.en else []), *phrases)
    belongs = tuple(getattr(file, "situations", ()))
    return Topic(kind, id, file.title.said(language), learnt, hint.ru if hint else "", belongs)


def _phrases(practices: Iterable[Practice]) -> dict[tuple[str, str], list[str]]:
    phrases: dict[tuple[str, str], list[str]] = defaultdict(list)
    files: list[PhrasesFile] = [item.value for practice in practices for item in practice.of("phrases")]
    for file in files:
        if file.topic:
            continue
        target = ("situation", file.situation) if file.situation else ("measure", file.measure or "")
        phrases[target].extend(file.phrases)
    return phrases

"""Whoever switches to English reads English on the whole way: what is left in Russian is a name or a practice's data.

The catalogues are looked through by tests/house; here are the sentences that code makes without them.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import yaml

from ryadom.people.models import Person, Staff
from ryadom.ui import messages

from .cast import NAMES, PRACTICES, ROOT, told
from .telling import REGION, Page, Somebody

pytestmark = pytest.mark.django_db
BREAK = r"[;:|,()·—«»“”]|\.\s"
CYRILLIC = re.compile(r"[А-Яа-яЁё](?:[^A-Za-z]*[А-Яа-яЁё])?")
TYPED = {"не видно печати", "снимите ещё раз"}  # what one of the staff wrote to a person in Russian
STAYS = re.compile(r"СНИЛС|Рядом|Русский")  # the card, the product, the switch back


@dataclass(frozen=True)
class Data:
    """Every text that a practice or the cast holds: in one piece, one by one, and word by word."""

    whole: str
    texts: frozenset[str]
    words: frozenset[str]


@cache
def data() -> Data:
    found: set[str] = set()
    for path in (*PRACTICES.rglob("*.yaml"), *(ROOT / "demo").rglob("*.yaml")):
        _gather(yaml.load(path.read_text("utf-8"), yaml.BaseLoader), found)
    whole = "\n".join(_plain(text) for text in found)
    parts = {part for text in found for part in re.split(BREAK, text)}
    return Data(whole, frozenset(map(_plain, found | parts)), frozenset(re.findall(r"\w+", whole)))


@cache
def sentences() -> frozenset[str]:
    """What the code says in Russian: never a word of somebody's data."""
    return frozenset(_plain(text) for _path, text in messages.said())


def _gather(node: Any, found: set[str]) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            found.add(str(key))
            _gather(value, found)
    elif isinstance(node, list):
        for one in node:
            _gather(one, found)
    elif node is not None:
        found.add(str(node))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2011", "-").split()).casefold().strip(" .,;:-")


def russian(text: str, names: frozenset[str] = frozenset()) -> set[str]:
    """What a page says in Russian that neither a practice, the cast nor a person's name has given it."""
    main = text.partition("<main")[2].partition("</main>")[0] or text
    bare = re.sub(r"<(script|style|title)\b.*?</\1>", " ", main, flags=re.DOTALL)
    bare = re.sub(r'<(\w+) lang="ru">.*?</\1>', " ", bare)  # said on purpose: letters that are spoken to staff
    bare = re.sub(r"</?(a|strong|b|em)\b[^>]*>", " ", bare)
    pieces = [html.unescape(piece).replace("\xa0", " ") for piece in re.sub(r"<[^>]+>", "\n", bare).split("\n")]
    parts = (part for piece in pieces for part in re.split(BREAK, STAYS.sub("", piece)))
    runs = {_plain(run) for part in parts if not _is_quoted(_plain(part)) for run in CYRILLIC.findall(part)}
    bare_runs = {" ".join(word for word in run.split() if word not in names) for run in runs}
    return {run for run in bare_runs - {""} if not _is_data(run)}


def _is_quoted(part: str) -> bool:
    """A whole part of a practice's text: «до 31.12.2030» of a source is not the page's own «до»."""
    return " " in part and part in data().whole


def _is_data(run: str) -> bool:
    held = data()
    if run in held.texts:
        return True
    return run in held.whole if " " in run else run in held.words and run not in sentences()


class Reader(Somebody):
    """Reads in English and keeps what every page on the way still says in Russian, with its address."""

    def __init__(self, region: str = REGION) -> None:
        super().__init__()
        session = self.client.session
        session["region"] = region
        session.save()
        self.client.cookies["django_language"] = "en"
        self.left: dict[str, str] = {}
        told = Person.objects.across_regions("a test").values_list("surname", "name", "patronymic")
        names = (*Staff.objects.across_regions("a test").values_list("name", flat=True), *map(" ".join, told))
        self.names = frozenset(word.casefold() for name in names for word in name.split())

    def open(self, path: str, status: int = 200) -> Page:
        return self._kept(super().open(path, status))

    def send(self, path: str, data: dict[str, Any] | None = None, status: int = 200) -> Page:
        return self._kept(super().send(path, data, status))

    def _kept(self, page: Page) -> Page:
        for run in russian(page.html, self.names):
            if run not in TYPED:
                self.left.setdefault(run, page.response.request["PATH_INFO"])
        return page


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_reads_the_whole_way_in_english(demo, name):
    family = told(name)
    who = Reader(family["facts"]["region"])
    asking = who.asks(name, family["situations"][0])
    pages = [who.open(link) for link in dict.fromkeys(asking.page.links("/results/"))]
    for link in dict.fromkeys(link for page in pages for link in page.links("/apply/")):
        who.open(link)
    for page in ("check", "sheet"):
        who.open(f"{asking.way}{page}/")
    assert not who.left


@pytest.mark.parametrize("name", ["galina", "ivanovy", "kim", "morozovy", "tikhonovy"])
def test_a_known_resident_reads_their_applications_in_english(demo, name):
    who = Reader().sign_in("/enter/", name)
    for link in dict.fromkeys(who.open("/claims/").links("/claims/")):
        if "external" not in link and "pdf" not in link:
            who.open(link)
    assert not who.left


def test_what_is_wrong_is_said_in_english_too(demo):
    galina = Reader().sign_in("/enter/", "galina")
    page = galina.send("/help/?situation=large-family", {"for_whom": "self", "name": ""})
    way = "/help/" + page.response.redirect_chain[-1][0].split("/")[2]
    galina.send(f"{way}/move/", {"to": "family"})
    galina.send(f"{way}/family/", {"spouse": "", "children": "two"}, status=422)
    galina.send(f"{way}/family/", {"spouse": "no", "children": "1"})
    for born in ("31.02.2019", "01.01.2030", "01.01.1940", ""):
        galina.send(f"{way}/children/", {"child-1-name": "", "child-1-born": born}, status=422)
    galina.send(f"{way}/children/", {"child-1-name": "", "child-1-born": "03.02.2019"})
    address = f"{way}/apply/school-outfit@child-1/members/"
    for wrong in ({}, {"name": "🦁", "surname": "🦁", "born": "31.02.2019", "snils": "112-233-445 96"}):
        galina.send(address, {f"child-1-{key}": value for key, value in wrong.items()}, status=422)
    assert not galina.left


def test_the_walk_sees_a_sentence_that_stays_russian():
    """The check itself: what a practice holds passes, a sentence of code does not, nor does one of its single words."""
    page = "<main><p>Because: Доход семьи, сумма не вычислена.</p><b>Дальше</b><p>Иванова Оля</p></main>"
    assert russian(page, frozenset({"иванова", "оля"})) == {"сумма не вычислена", "дальше"}

"""The practices as a region has them, and Anna Ivanova with her phone."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client

from ryadom.packs.api import install_library
from ryadom.regions.clock import frozen

LIBRARY = Path(__file__).resolve().parents[3] / "practices"
AT = datetime(2026, 1, 20, 6, 30, tzinfo=UTC)


@pytest.fixture
def practices(db):
    """Every practice of the library, active since long ago."""
    return install_library(LIBRARY, since=date(2024, 1, 1), at=AT)


@pytest.fixture
def at(practices, settings):
    """The clock stands on 20 January 2026, in Chelyabinsk."""
    settings.RYADOM_REGION = "RU-CHE"
    with frozen(AT):
        yield AT


class Anna:
    """Walks the way as a browser without scripts would: one page, one form, follow where it leads."""

    def __init__(self) -> None:
        self.client = Client()
        self.token = ""

    def get(self, path: str):
        return self.client.get(path, follow=True)

    def post(self, path: str, **data):
        found = self.client.post(path, data, follow=True)
        if found.redirect_chain:
            self.token = found.redirect_chain[-1][0].split("/help/")[-1].split("/")[0]
        return found

    def begin(self, situation: str = "low-income", children: tuple[str, ...] = ("03.02.2018", "14.09.2015")):
        """From the first page to the first question."""
        self.post(f"/help/?situation={situation}", for_whom="self", name="")
        self.post(f"/help/{self.token}/family/", spouse="yes", children=str(len(children)), parents="0", others="0")
        born = {f"child-{n}-born": day for n, day in enumerate(children, 1)}
        return self.post(f"/help/{self.token}/children/", **born)

    def answer(self, page, given: dict[str, str], otherwise: str = "да"):
        """Answer the question on a page: by the fact's key, else `otherwise`."""
        form = page.context["form"]
        key = form.lines[0].ref.partition("@")[0].partition(":")[0]
        value = given.get(key) or next((c[0] for c in getattr(form.fields["answer-0"], "choices", ())), otherwise)
        data = {f"answer-{i}": value for i in range(len(form.lines))}
        if value == "?":
            data = {"unknown": "1"}
        return self.post(f"/help/{self.token}/answer/", ref=form.lines[0].ref, **data)

    def walk(self, given: dict[str, str], **begin):
        """The whole interview; the results page and how many questions were asked."""
        page, asked = self.begin(**begin), 0
        while page.context and "question" in page.context and asked < 25:
            page, asked = self.answer(page, given), asked + 1
        return page, asked


@pytest.fixture
def anna(at) -> Anna:
    return Anna()

"""How a story is told over HTTP: somebody opens a page, reads it, fills a form."""

import html
import re
from typing import Any

from django.test import Client

from ryadom.measures import api as measures
from ryadom.people import api as people

from .cast import ABSENT, Truth, told, truth, typed

REGION = "RU-CHE"
PASSWORD = "ryadom-demo"
MOST_PAGES = 25


class Page:
    """A page as it is read: words with ordinary spaces."""

    def __init__(self, response: Any) -> None:
        self.response, self.status = response, response.status_code
        self.html = response.content.decode() if "text/html" in response.get("Content-Type", "") else ""
        main = self.html.partition("<main")[2].partition("</main>")[0] or self.html
        bare = re.sub(r"<(script|style)\b.*?</\1>", " ", main, flags=re.DOTALL)
        self.text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())

    def __repr__(self) -> str:
        return f"{self.status}: {self.text[:1500]}"

    def __contains__(self, words: str) -> bool:
        return " ".join(words.split()) in self.text

    def links(self, part: str) -> list[str]:
        """Addresses of the page that hold these letters."""
        return [html.unescape(found) for found in re.findall(r'href="([^"]+)"', self.html) if part in found]

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        assert found, f"no field {name} on the page: {self.text[:300]}"
        return html.unescape(found[1])


class Somebody:
    """A browser with its own cookies and without scripts."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=True)

    def open(self, path: str, status: int = 200) -> Page:
        page = Page(self.client.get(path, follow=True))
        assert page.status == status, f"{path}: {page.status} {page.text[:500]}"
        return page

    def send(self, path: str, data: dict[str, Any] | None = None, status: int = 200) -> Page:
        """Send a form and go where it leads."""
        page = Page(self.client.post(path, data or {}, follow=True))
        assert page.status == status, f"{path}: {page.status} {page.text[:500]}"
        return page

    def sign_in(self, path: str, login: str) -> "Somebody":
        answer = self.client.post(path, {"login": login, "password": PASSWORD})
        assert answer.status_code == 302, f"{login} does not come in: {answer.status_code} {Page(answer).text[:300]}"
        return self

    # --- the staff's way --------------------------------------------------------------------------------------------

    def act(self, claim: Any, do: str, status: int = 200, **fields: Any) -> Page:
        """One button of a claim's page with its form."""
        return self.send(
            f"/staff/claims/{claim}/do/{do}/", {f"{do}-{key}": value for key, value in fields.items()}, status
        )

    def opens_file(self, person: Any, why: str = "came") -> Page:
        """Say why, and see the family on one page."""
        return self.send(f"/staff/people/{person}/purpose/", {"purpose": why, "after": f"/staff/people/{person}/"})

    # --- the resident's way -----------------------------------------------------------------------------------------

    def asks(self, cast: str, situation: str) -> "Asking":
        """«Для кого?», «Что случилось?», the family, then question after question, answered by the cast's truth."""
        page = self.send(f"/help/?situation={situation}", {"for_whom": "self", "name": ""})
        token = page.response.redirect_chain[-1][0].split("/")[2]
        return Asking(self, token, truth(cast), page).to_the_end()


def claims_of(cast: str, measure: str, subject: str = "") -> list[Any]:
    """The claims of a family of the cast for a measure, the newest first."""
    found = measures.of_persons(region=REGION, persons=[person_of(cast).id])
    return [one for one in found if one.measure == measure and subject in one.subject_name]


def person_of(cast: str) -> people.Person:
    """The one who came first of a family of the cast."""
    name, *rest = told(cast)["facts"]["persons"][0]["name"].split()
    return people.alike(region=REGION, surname=rest[-1], name=name)[0]


class Asking:
    """One conversation on its way to the results."""

    def __init__(self, who: Somebody, token: str, known: Truth, page: Page) -> None:
        self.who, self.token, self.known, self.page = who, token, known, page
        self.asked: list[list[str]] = []
        self.way = f"/help/{token}/"

    def to_the_end(self) -> "Asking":
        for _page in range(MOST_PAGES + 3):
            form = (self.page.response.context or {}).get("form")
            if form is None:
                break
            self.page = self._fill(form)
        assert "results" in self.page.response.request["PATH_INFO"], self.page.text[:400]
        return self

    def _fill(self, form: Any) -> Page:
        kind = type(form).__name__
        if kind == "WhoForm":
            who = {"spouse": "yes" if self.known.spouse else "no", "children": str(len(self.known.children))}
            return self.who.send(f"{self.way}family/", who)
        if kind == "ChildrenForm":
            return self.who.send(f"{self.way}children/", self._children())
        refs = [line.ref for line in form.lines]
        self.asked.append(refs)
        data = {"ref": refs[0]}
        for number, line in enumerate(form.lines):
            data |= answer_to(number, self.known.of(line.ref, line.person), form)
        return self.who.send(f"{self.way}answer/", data)

    def _children(self) -> dict[str, str]:
        data = {}
        for number, (name, born, ward) in enumerate(self.known.children, 1):
            data |= {f"child-{number}-name": name, f"child-{number}-born": typed(born)}
            data |= {f"child-{number}-ward": "on"} if ward else {}
        return data

    def measure(self, title: str) -> Page:
        """One measure of the results, opened by its title."""
        for address in dict.fromkeys(self.page.links("/results/")):
            page = self.who.open(address)
            if re.search(rf"<h1[^>]*>\s*{re.escape(title)}", page.html):
                return page
        raise AssertionError(f"«{title}» is not among the results: {self.page.text[:600]}")


def answer_to(number: int, value: Any, form: Any) -> dict[str, str]:
    """One line of a question page, as a form sends it."""
    chosen = form.question.type in ("boolean", "choice")
    if value is ABSENT:
        return {f"answer-{number}": "?absent"} if chosen else {"absent": "1"}
    if value is None:
        return {f"answer-{number}": "?unknown"} if chosen else {f"unknown-{number}": "1"}
    return {f"answer-{number}": typed(value)}

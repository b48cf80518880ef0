"""A visitor without a browser: keeps cookies, fills forms. Prepares what the browser then looks at."""

import html
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from tests.stories.cast import ABSENT, Truth, truth, typed

PASSWORD = "ryadom-demo"


class Walker:
    def __init__(self, home: str) -> None:
        self.home, self.jar = home, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.path = ""

    def get(self, path: str) -> str:
        return self._read(urllib.request.Request(self.home + path))

    def post(self, path: str, **data: str) -> str:
        """Send a form; the key against forgery comes from the cookie, as the page would give it."""
        token = next((one.value for one in self.jar if one.name == "csrftoken"), None)
        if token is None:
            self.get("/enter/")
            token = next(one.value for one in self.jar if one.name == "csrftoken")
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token or ""}).encode()
        return self._read(urllib.request.Request(self.home + path, body, {"Referer": self.home + path}))

    def _read(self, request: urllib.request.Request) -> str:
        try:
            with self.opener.open(request, timeout=60) as answer:
                self.path = urllib.parse.urlsplit(answer.url).path
                return answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            said = re.sub(r"<[^>]+>|\s+", " ", error.read().decode("utf-8", "replace"))
            raise AssertionError(f"{request.full_url}: {error.code} {said[:400]}") from None

    def sign_in(self, path: str, login: str) -> "Walker":
        self.post(path, login=login, password=PASSWORD)
        assert not self.path.endswith("/enter/"), f"{login} does not come in"
        return self

    @property
    def cookies(self) -> list[dict[str, str]]:
        """For the browser: it goes on where this one stopped."""
        return [{"name": one.name, "value": one.value or "", "url": self.home} for one in self.jar]

    # --- the resident's way, stopped where a page is to be seen -----------------------------------------------------

    def begins(self, situation: str = "") -> str:
        """A conversation's token, at «Что случилось?» or, with a situation, at the family."""
        self.post(f"/help/?situation={situation}" if situation else "/help/", for_whom="self", name="")
        return self.path.split("/")[2]

    def tells_family(self, token: str, mine: Truth, *, children: bool = True) -> None:
        count = str(len(mine.children))
        self.post(f"/help/{token}/family/", spouse="yes" if mine.spouse else "no", children=count)
        if children and mine.children:
            rows = {}
            for number, (name, born, _ward) in enumerate(mine.children, 1):
                rows |= {f"child-{number}-name": name, f"child-{number}-born": typed(born)}
            self.post(f"/help/{token}/children/", **rows)

    def answers_all(self, token: str, cast: str) -> None:
        """Question after question, until the results."""
        page = self.get(f"/help/{token}/")
        while "/results/" not in self.path:
            ref = html.unescape(re.findall(r'name="ref" value="([^"]+)"', page)[0])
            values = [truth(cast).of(one) for one in _asked(page, ref, truth(cast))]
            said = {f"answer-{n}": _said(value) for n, value in enumerate(values)}
            if len(values) == 1 and (values[0] is None or values[0] is ABSENT):
                said["unknown" if values[0] is None else "absent"] = "1"
            page = self.post(f"/help/{token}/answer/", ref=ref, **said)

    def writes(self, text: str, *pressed: str) -> None:
        """In the chat: a sentence, then button after button by the beginning of its words; one that is not there is
        passed over.
        """
        page = self.get("/chat/")
        self.post("/chat/say/", text=text, once=once(page))
        for words in pressed:
            page = self.get("/chat/")
            buttons = re.findall(r'name="button" value="([^"]+)">([^<]*)<', page)
            data = next((html.unescape(data) for data, said in buttons if html.unescape(said).startswith(words)), None)
            if data is not None:
                self.post("/chat/say/", button=data, once=once(page))

    def finds(self, path: str, pattern: str) -> list[str]:
        """What a page holds, in order, each once."""
        return list(dict.fromkeys(html.unescape(one) for one in re.findall(pattern, self.get(path))))


def once(page: str) -> str:
    return re.findall(r'name="once" value="([0-9a-f]{32})"', page)[0]


def _asked(page: str, ref: str, mine: Truth) -> list[str]:
    """What a page asks: the fact of its first line, or of each person it names where it asks of several at once."""
    starts = [page.index(one) for one in sorted(set(re.findall(r'name="answer-[0-9]+"', page)))]
    if len(starts) == 1:
        return [ref]
    key = ref.partition("@")[0]
    named = [max(mine.names, key=lambda name, end=end: page.rfind(name, 0, end)) for end in starts]  # type: ignore[misc]
    return [f"{key}@{mine.names[one]}" for one in named]


def _said(value: Any) -> str:
    """An answer as its field takes it."""
    if value is None:
        return "?unknown"
    return "?absent" if value is ABSENT else typed(value)

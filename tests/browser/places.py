"""Every address of the site: where a real page of it can be seen, and why some are not pages at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from time import sleep
from typing import Any

from django.core.signing import Signer
from tests.browser.walker import Walker, once
from tests.stories.cast import truth

UUID = "[0-9a-f-]{36}"


@dataclass(frozen=True)
class Place:
    """A page: who looks, at which address, under which name of the urlconf."""

    name: str
    who: str
    path: str


SIGNS = "the secret of the site that these tests start, so that they can sign a link as a letter would hold it"
POSTED = "answers a form only (405 to a reader); the page that holds the form is looked at"
FILE = "a file, not a page"
MACHINE = "spoken by machines"
SCRIPTED = "answers the script of the editor's page, which is looked at"
NOT_PAGES = {
    "chat:news": "a part of the chat's page, fetched by its script",
    "chat:say": POSTED,
    "chat:pages": POSTED,
    "channels:hook": MACHINE,
    "healthz": MACHINE,
    **{
        f"phone:{name}": POSTED
        for name in ("begin", "missed", "back", "record", "find", "who", "ask-back", "agree", "say", "apply")
    },
    "set_language": POSTED,
    **{
        f"resident:{name}": POSTED
        for name in (
            "say", "choose", "who", "children", "answer", "move", "finish", "start", "act", "mark", "leave",
            "remind", "stop-reminding", "way-act", "care-act",
        )
    },
    **{f"resident:{name}": FILE for name in ("sheet-pdf", "application", "claim-application", "decision", "day-file")},
    **{
        f"curator:{name}": POSTED
        for name in (
            "leave", "finish-note", "purpose", "note", "passport", "code", "apply", "mark", "contacts", "family",
            "member-add", "member-confirm", "member-end", "represent", "represent-end", "consent", "incomes", "assist",
            "leave-assist", "act", "keep-answers", "confirm-second", "confirm-withdraw", "value-approve",
            "value-return", "value-take-back", "places-approve", "places-return", "places-take-back", "remind",
            "stop-reminding", "draft-begin", "draft-approve", "draft-return", "draft-take-back", "plan", "contact",
            "need", "need-answer", "calls", "begin", "write", "settle", "back", "take", "talk-act", "capacity",
            "file-load", "file-forget", "twin-answer", "part", "care-act",
            "duty-terms", "duty-cancel", "outside-end",
            "first-contact", "move-now",
            "letter-settle", "posted",
        )
    },
    **{f"curator:{name}": FILE for name in ("xlsx", "sheets", "sheet", "decision", "application", "draft-file")},
    "curator:families-xlsx": FILE,
    "resident:care-sheet": "stands when a provider has agreed to come",
    **{f"routes:{name}": POSTED for name in ("begin", "step")},
    "curator:post-file": FILE,
    **{f"curator:{name}": SCRIPTED for name in ("draft-live", "draft-rule", "draft-words")},
    **{
        f"openapi:{name}": MACHINE
        for name in ("openapi-json", "answer", "measures", "facts", "start", "send", "one", "api-root")
    },
    **{
        f"provider:{name}": POSTED
        for name in (
            "leave", "done", "not-done", "cancel", "accept", "refuse", "arrange", "plan", "end", "set-places",
            "item-add", "item", "give", "hire-act",
        )
    },
    "hire:act": POSTED,
    "papers:file": FILE,
    **{f"ministry:{name}": POSTED for name in ("imagine", "save", "share", "propose", "take-away")},
    **{f"ministry:{name}": FILE for name in ("trial-xlsx", "trial-pdf", "scenario-xlsx", "scenario-pdf")},
}  # fmt: skip


class Places:
    """Prepared once: conversations stopped at every page, people found, claims opened."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.walkers: dict[str, Walker] = {}

    def walker(self, who: str) -> Walker:
        if who not in self.walkers:
            fresh = Walker(self.home)
            if who not in ("visitor", "writing"):
                staff = who in ("orlova", "garipov", "lunina", "boyko", "lis", "zorin", "savin", "gordeeva", "ilina")
                fresh.sign_in("/staff/enter/" if staff else "/enter/", who)
            self.walkers[who] = fresh
        return self.walkers[who]

    def all(self) -> Iterator[Place]:
        yield from self._open()
        yield from self._resident()
        yield from self._staff()
        yield from self._from_files()
        yield from self._provider()
        yield from self._hire()

    def _provider(self) -> Iterator[Place]:
        """The desk of «Забота рядом»: who leads, and who goes to people."""
        for who in ("gordeeva", "ilina"):
            for name, path in (
                ("today", ""), ("orders", "orders/"), ("people", "people/"), ("hire", "hire/"), ("month", "month/"),
                ("places", "places/"),
            ):  # fmt: skip
                yield Place(f"provider:{name}", who, f"/provider/{path}")
        boss = self.walker("gordeeva")
        first = {
            "visit": boss.finds("/provider/", rf"/provider/visits/{UUID}/"),
            "order": boss.finds("/provider/orders/", rf"/provider/orders/{UUID}/"),
            "person": boss.finds("/provider/people/", rf"/provider/people/{UUID}/"),
            "hire-one": [
                one for one in boss.finds("/provider/hire/", rf"/provider/hire/{UUID}/") if "/items/" not in one
            ],
        }  # fmt: skip
        for name, found in first.items():
            yield Place(f"provider:{name}", "gordeeva", found[0])
        yield Place("provider:visit", "gordeeva", first["visit"][-1])
        yield Place("provider:hire-one", "gordeeva", first["hire-one"][-1])

    def _hire(self) -> Iterator[Place]:
        """Things on hire: what anybody sees, what Galina has, what staff decide."""
        yield Place("hire:mine", "visitor", "/hire/")
        yield Place("hire:thing", "visitor", "/hire/things/walker/")
        yield Place("hire:mine", "galina", "/hire/")
        yield Place("hire:thing", "galina", "/hire/things/wheelchair/")
        yield Place("hire:hire", "galina", self.walker("galina").finds("/hire/", rf"/hire/{UUID}/")[0])
        for who in ("orlova", "garipov"):
            yield Place("hire:waiting", who, "/hire/staff/")
        asked = self.walker("garipov").finds("/hire/staff/", rf"/hire/staff/{UUID}/")[0]
        yield Place("hire:decide", "garipov", asked)
        yield Place("hire:behalf", "orlova", f"/hire/staff/people/{self.person.split('/')[3]}/")

    def _open(self) -> Iterator[Place]:
        paths = {
            "public:home": "/", "public:about": "/about/", "public:accessibility": "/accessibility/",
            "public:privacy": "/privacy/", "public:region": "/region-choice/", "public:status": "/status/",
            "chat:open": "/chat/", "resident:begin": "/help/",
            "resident:claims": "/claims/", "resident:enter": "/enter/", "curator:enter": "/staff/enter/",
            "resident:ways": "/ways/", "resident:way-ahead": "/ways/death/",
            "ui:reading": "/ui/reading/", "ui:gallery": "/ui/gallery/", "ui:gallery-desk": "/ui/gallery/desk/",
            "ui:gallery-print": "/ui/gallery/print/",
        }  # fmt: skip
        yield from (Place(name, "visitor", path) for name, path in paths.items())
        # The first address of the demonstration; whoever gets a letter opens such a link.
        link = Signer(key=SIGNS, salt="channels.unsubscribe").sign_object({"region": "RU-CHE", "address": 1})
        yield Place("channels:unsubscribe", "visitor", f"/channels/unsubscribe/{link}/")

    @cached_property
    def told(self) -> str:
        """A conversation that has come to its results."""
        visitor = self.walker("visitor")
        token = visitor.begins("gas")
        visitor.tells_family(token, truth("galina"))
        visitor.answers_all(token, "galina")
        return f"/help/{token}/"

    def _resident(self) -> Iterator[Place]:
        visitor, mine = self.walker("visitor"), truth("ivanovy")
        stages = [visitor.begins(), *(visitor.begins("low-income") for _ in range(3))]
        visitor.tells_family(stages[2], mine, children=False)
        visitor.tells_family(stages[3], mine)
        yield from (Place("resident:step", "visitor", f"/help/{token}/") for token in stages)
        yield Place("resident:check", "visitor", f"{self.told}check/")
        yield Place("resident:change", "visitor", f"{self.told}check/gas/")
        yield Place("resident:results", "visitor", f"{self.told}results/")
        yield Place("resident:measure", "visitor", f"{self.told}results/gas-registration/")
        yield Place("resident:measure", "visitor", f"{self.told}results/gas-equipment/")
        yield Place("resident:sheet", "visitor", f"{self.told}sheet/")
        yield Place("resident:apply", "visitor", f"{self.told}apply/gas-registration/")
        yield Place("resident:apply", "visitor", f"{self.told}apply/gas-to-border/")
        yield Place("resident:members", "galina", self.members)
        for who in ("galina", "ivanovy", "kim"):
            yield Place("resident:claims", who, "/claims/")
            for claim in self.walker(who).finds("/claims/", rf"/claims/{UUID}/")[:4]:
                yield Place("resident:claim", who, claim)
        yield Place("resident:ways", "galina", "/ways/")
        yield Place("resident:way", "galina", self.path)
        yield Place("routes:sheet", "galina", f"/paths/{self.path.split('/')[2]}/sheet/")
        yield Place("resident:me", "galina", "/me/")
        yield Place("resident:care", "visitor", "/care/")
        yield Place("resident:care", "tikhonovy", "/care/")
        yield Place("resident:care-ask", "tikhonovy", "/care/ask/")
        yield Place("resident:care-one", "tikhonovy", self.care)
        yield Place("resident:care-choose", "tikhonovy", f"{self.care}choose/")
        yield Place("chat:open", "writing", self.chat)
        yield Place("voice:question", "ivanovy", self.question)

    @cached_property
    def chat(self) -> str:
        """A conversation that has come to an explained answer; its own visitor, since one browser has one thread."""
        writing = self.walker("writing")
        writing.writes(
            "меня сократили с завода", "Потеря работы", "Для себя", "Нет", "0", "Больше никто",
            "Хватит вопросов, покажите ответ", "Почему и что делать",
        )  # fmt: skip
        return "/chat/"

    @cached_property
    def path(self) -> str:
        """Galina has begun to bring gas to her house: one step waits for an answer."""
        galina = self.walker("galina")
        galina.post("/ways/gas/")
        (mine,) = galina.finds("/ways/", rf"/ways/{UUID}/")[:1]
        galina.post(f"{mine}act/", do="started", step="register")
        return mine

    @cached_property
    def care(self) -> str:
        """Help at home that was asked for and waits for a decision."""
        mine = self.walker("tikhonovy")
        if not mine.finds("/care/", rf"/care/{UUID}/"):
            whom = mine.finds("/care/ask/", rf'name="person"[^>]*value="({UUID})"')
            mine.post("/care/ask/", person=whom[0], hard="shop", since="month", words="Одной тяжело")
        return mine.finds("/care/", rf"/care/{UUID}/")[0]

    @cached_property
    def members(self) -> str:
        """Somebody signed in has told of grandchildren whom no file knows."""
        galina = self.walker("galina")
        token = galina.begins("large-family")
        galina.post(f"/help/{token}/move/", to="family")
        galina.tells_family(token, truth("ivanovy"))
        return f"/help/{token}/apply/school-outfit@child-1/members/"

    @cached_property
    def question(self) -> str:
        """The one question of an ending, which stands on the page of a decided claim."""
        anna = self.walker("ivanovy")
        claims = anna.finds("/claims/", rf"/claims/{UUID}/")
        return next(link for claim in claims for link in anna.finds(claim, r"/voice/[\w-]+/"))

    @cached_property
    def person(self) -> str:
        """The family page of the Ivanovs, opened with a purpose."""
        orlova = self.walker("orlova")
        orlova.post("/staff/people/", q="Иванова Анна")
        found = orlova.finds("/staff/people/", rf"/staff/people/{UUID}/")[0]
        orlova.post(f"{found}purpose/", purpose="came", after=found)
        return found

    @cached_property
    def draft(self) -> str:
        """A new version of a measure in force, just begun."""
        lis = self.walker("lis")
        lis.post("/staff/practices/school-outfit/draft/")
        return lis.path

    @cached_property
    def scenarios(self) -> list[str]:
        """Two numbers tried and kept by the minister."""
        savin, address = self.walker("savin"), "/region/what-if/numbers/utilities-payment/"
        while "Население загружается" in savin.get(address):
            sleep(0.2)
        for value in ("3704", "1704"):
            savin.post(f"{address}save/", v=value, row="0", title=f"Выплата {value}")
        return savin.finds("/region/what-if/scenarios/", rf"/region/what-if/scenarios/{UUID}/")

    def _from_files(self) -> Iterator[Place]:
        """What another system sent: a loaded file, one with mistakes; two records that look alike; who gets nothing."""
        orlova = self.walker("orlova")
        yield Place("curator:files", "orlova", "/staff/people/files/")
        for file in orlova.finds("/staff/people/files/", rf"/staff/people/files/{UUID}/"):
            yield Place("curator:file", "orlova", file)
        yield Place("curator:twins", "orlova", "/staff/people/twins/")
        for pair in orlova.finds("/staff/people/twins/", rf"/staff/people/twins/{UUID}/"):
            yield Place("curator:twin", "orlova", pair)
        yield Place("curator:due", "orlova", "/staff/entitled/")
        yield Place("curator:due", "orlova", "/staff/entitled/?who=applied")
        yield Place("curator:due", "savin", "/staff/entitled/")

    def _curators(self) -> Iterator[Place]:
        """A curator's day, families and conversations; the head's view of all of them."""
        for who, path, name in (
            ("orlova", "/staff/day/", "curator:day"), ("orlova", "/staff/families/", "curator:families"),
            ("boyko", "/staff/families/?whose=waiting", "curator:families"),
            ("boyko", "/staff/families/?whose=all&order=ahead", "curator:families"),
            ("orlova", "/staff/moves/", "curator:moves"), ("orlova", "/staff/away/", "curator:away"),
            ("boyko", "/staff/away/", "curator:away"),
            ("orlova", "/staff/duty/", "curator:duty"), ("boyko", "/staff/duty/", "curator:duty"),
            ("boyko", "/staff/outside/", "curator:outside"),
            ("boyko", "/staff/load/", "curator:load"), ("savin", "/staff/load/", "curator:load"),
            ("boyko", "/staff/channels/", "curator:channels"), ("savin", "/staff/channels/", "curator:channels"),
            ("orlova", "/staff/post/", "curator:post"),
        ):  # fmt: skip
            yield Place(name, who, path)
        for letter in self.walker("boyko").finds("/staff/channels/", r"/staff/channels/letters/\d+/")[:1]:
            yield Place("curator:letter", "boyko", letter)
        orlova = self.walker("orlova")
        family = orlova.finds("/staff/families/", rf"/staff/families/{UUID}/")[0]
        yield Place("curator:beside", "orlova", family)
        yield Place("curator:move", "orlova", f"{family}move/")
        talks = [one for one in orlova.finds("/staff/day/", r"/staff/talks/[\w-]+/") if "/take/" not in one]
        yield Place("curator:talk", "orlova", talks[0])

    def _care(self) -> Iterator[Place]:
        """Help at home on the desk: what waits, one need to decide, a programme to draw."""
        garipov, one = self.walker("garipov"), f"/staff{self.care}"
        yield Place("curator:care", "boyko", "/staff/care/")
        yield Place("curator:care-bills", "boyko", "/staff/care/bills/")
        yield Place("curator:care-one", "garipov", one)
        if "do/recognise/" in garipov.get(one):  # the places are gone through more than once
            garipov.post(f"{one}do/recognise/", **{"decide-why": "живёт одна"})
        yield Place("curator:care-one", "garipov", one)
        yield Place("curator:care-draw", "garipov", f"{one}draw/")
        yield Place("curator:care-of", "garipov", garipov.finds(one, rf"/staff/people/{UUID}/care/")[0])

    def _phone(self) -> Iterator[Place]:
        """A call, the conversation led in it, and one that waits to be given back."""
        garipov = self.walker("garipov")
        garipov.post("/staff/phone/missed/", phone="8 300 000-05-01", name="Андрей")
        garipov.post("/staff/phone/begin/", name="Анна")
        call = garipov.path
        page = garipov.get(f"{call}talk/")
        garipov.post(f"{call}say/", text="Меня сократили, трое детей, нечем платить за квартиру", once=once(page))
        yield Place("phone:desk", "garipov", "/staff/phone/")
        yield Place("phone:call", "garipov", call)
        yield Place("phone:talk", "garipov", f"{call}talk/")
        yield Place("phone:status", "garipov", "/staff/phone/status/")
        person = self.person.split("/")[3]
        yield Place("phone:code", "orlova", f"/staff/phone/code/{person}/")

    def _staff(self) -> Iterator[Place]:
        yield from self._curators()
        yield from self._care()
        yield from self._phone()
        self.walker("orlova").post("/staff/people/", q="Соколова")
        unread = self.walker("garipov")
        for who, path, name in (
            ("orlova", "/staff/", "curator:home"), ("garipov", "/staff/", "curator:home"),
            ("boyko", "/staff/", "curator:home"), ("garipov", "/staff/today/", "curator:today"),
            ("boyko", "/staff/approvals/", "curator:approvals"), ("orlova", "/staff/people/new/", "curator:register"),
            ("lis", "/staff/practices/", "curator:practices"),
            ("lis", "/staff/practices/parameters/", "curator:parameters"),
            ("lis", "/staff/practices/parameters/subsistence-minimum/", "curator:parameter"),
            ("lis", "/staff/practices/parameters/subsistence-minimum/value/", "curator:value"),
            ("lis", "/staff/practices/places/", "curator:places"),
            ("lis", "/staff/practices/places/country-camp-free/", "curator:measure-places"),
            ("lis", "/staff/practices/drafts/", "curator:drafts"),
            ("lis", "/staff/practices/drafts/new/", "curator:draft-new"), ("lis", self.draft, "curator:draft-edit"),
            ("boyko", self.draft.replace("edit/", ""), "curator:draft"),
            ("lis", "/staff/practices/gas-equipment/", "curator:measure"), ("savin", "/region/", "ministry:region"),
        ):  # fmt: skip
            yield Place(name, who, path)
        yield Place("ministry:chooser", "savin", "/region/what-if/")
        yield Place("ministry:trial", "savin", "/region/what-if/numbers/utilities-payment/?v=3704&wait=1")
        minimum = "/region/what-if/numbers/subsistence-minimum/?row=0&v=17924&wait=1&cliffs=1"
        yield Place("ministry:trial", "savin", minimum)
        yield Place("ministry:scenarios", "savin", "/region/what-if/scenarios/")
        yield Place("ministry:scenario", "savin", self.scenarios[0])
        a, b = (one.split("/")[4] for one in self.scenarios[:2])
        yield Place("ministry:compare", "savin", f"/region/what-if/scenarios/compare/?a={a}&b={b}")
        yield Place("curator:person", "garipov", self.person)  # asked why first
        yield Place("curator:person", "orlova", self.person)
        mine = self.person.split("/")[3]
        yield Place("curator:facts", "orlova", f"{self.person}facts/{mine}/")
        yield Place("curator:search", "orlova", "/staff/people/")
        for claim in unread.finds("/staff/?mine=all", rf"/staff/claims/{UUID}/")[:5]:
            yield Place("curator:claim", "garipov", claim)
        decided = self.walker("orlova").finds(self.person, rf"/staff/claims/{UUID}/")[-1]
        yield Place("curator:claim", "orlova", decided)
        yield Place("curator:appeal", "lunina", f"{decided}appeal/")


def urlconf() -> dict[str, str]:
    """Names of the urlconf with their patterns: {`resident:claims`: `claims/`}."""
    from django.urls import get_resolver

    return dict(_names(get_resolver(), "", ""))


def _names(resolver: Any, path: str, space: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            inner = ":".join(filter(None, (space, one.namespace)))
            yield from _names(one, path + str(one.pattern), inner)
        else:
            yield ":".join(filter(None, (space, one.name))), path + str(one.pattern)

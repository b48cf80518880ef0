"""Work and its loss, study, service, home."""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.talk.hearing.claim import Claim, forms
from ryadom.talk.hearing.reader import SELF, Context
from ryadom.talk.hearing.rules.dates import lost_when

_DISMISSED = forms("уволить уволиться сократить увольнение турнуть")
_JOB = forms("работа место должность заработок")
_LOST = forms("потерять лишиться остаться вылететь выгнать попросить")
_THINGS = forms(
    "карта карточка сайт приложение лифт госуслуги телефон ссылка кнопка программа банкомат пропуск терминал"
)
_NOT_YET = forms("открыть хотеть открывать закрыть стать оформить регистрация налог отчетность")
_WAR = frozenset({"сво", "фронт"})
_HOMES = forms("квартира жилье комната дом угол однушко однушка двушка трешка студия гостинка общежитие")
_COLLEGE = forms("институт вуз университет колледж техникум академия училище студент студентка")
_FULL, _PART = frozenset({"очно", "очный", "очник", "очница"}), frozenset({"заочно", "заочный", "заочник", "заочница"})
_LEARNS = forms("учиться поступить отделение обучение форма")
_PUPIL = forms("школьник школьница первоклассник первоклашка первоклассница старшеклассник")


def read(context: Context) -> Iterator[Claim]:
    """Every claim about work, study and service."""
    yield from _work(context)
    yield from _study(context)
    yield from _service(context)
    yield from _home(context)


def _work(context: Context) -> Iterator[Claim]:
    lost = next((at for at in range(len(context.words)) if _lost_at(context, at)), None)
    if lost is not None:
        yield Claim("work-lost", True, context.earner(lost), lost, lost + 1)
        yield from lost_when(context, lost, context.earner(lost))
    yield from _occupied(context, lost)


def _occupied(context: Context, lost: int | None) -> Iterator[Claim]:
    """What somebody does now. Who lost their work may have found another, so of that alone nothing follows."""
    for at in range(len(context.words)):
        value = _occupation(context, at)
        if value:
            yield Claim("work", value, context.earner(at), at, at + 1)
            if value == "none" and lost is None:
                yield from lost_when(context, at, context.earner(at))
            return


def _lost_at(context: Context, at: int) -> bool:
    lemma = context.lemmas[at]
    if context.denied(at) or (context.has(at, "если", "хотеть") and context.has(at, "сам")):
        return False
    if lemma in _DISMISSED:
        return lemma != "сократить" or not context.after(at, "пенсия", "выплата", "пособие", "группа", within=2)
    if lemma in _LOST:
        return context.after(at, *_JOB, within=3) and not context.after(at, "документ", "карта")
    return lemma == "сокращение" and context.has(at, "попасть", "штат", "работа")


def _occupation(context: Context, at: int) -> str | None:
    lemma, word = context.lemmas[at], context.words[at]
    if lemma == "безработный":
        return "none"
    if lemma == "работа" and (context.before(at, "без", "нет", within=2) or context.after(at, "нет")):
        return "none"
    if lemma == "работать" and "VERB" in word.tag and not _of_a_thing(context, at):
        return "none" if context.before(at, "не", "нигде", within=2) else _employed(context, at)
    if lemma in ("самозанятый", "самозанятой") and not context.denied(at):
        return "self_employed"
    if lemma in ("ип", "предприниматель", "предпринимательница") and "nomn" in word.tag:
        return None if context.denied(at) or context.has(at, *_NOT_YET) else "entrepreneur"
    if (
        lemma in ("биржа", "учет")
        and (context.has(at, "стоять", "состоять") or any(context.words[i].text == "стою" for i in context.clause(at)))
        and (lemma == "биржа" or context.has(at, "занятость", "безработный"))
    ):
        return "jobless"
    return None


def _employed(context: Context, at: int) -> str | None:
    return "employed" if "pres" in context.words[at].tag and not context.has(at, "как", "если", "когда") else None


def _of_a_thing(context: Context, at: int) -> bool:
    """«карта не работает», «работает ли мфц»: of nobody who was named."""
    nobody = "3per" in context.words[at].tag and context.whose(at) == SELF
    return nobody or context.has(at, *_THINGS)


def _study(context: Context) -> Iterator[Claim]:
    for at, lemma in enumerate(context.lemmas):
        if lemma in _FULL | _PART and not context.denied(at) and context.holds(*_COLLEGE, *_LEARNS):
            yield Claim("study", "full_time" if lemma in _FULL else "part_time", context.whose(at), at, at + 1)
            return
    for at, lemma in enumerate(context.lemmas):
        if (lemma in ("студент", "студентка") and not context.denied(at)) or (
            lemma == "учиться" and context.has(at, *_COLLEGE)
        ):
            yield Claim("student", True, _learner(context, at), at, at + 1)
            return
        grade = lemma == "класс" and context.has(
            at, "идти", "пойти", "учиться", "ребенок", "сын", "дочь", "дочка", "внук"
        )
        if lemma in _PUPIL or grade or (lemma == "учиться" and context.has(at, "школа")):
            yield Claim("study", "school", _learner(context, at, "child"), at, at + 1)
            return


def _learner(context: Context, at: int, else_: str = SELF) -> str:
    whose = context.whose(at)
    said = any(context.person_in(i) for i in context.clause(at))
    return whose if said or whose != SELF else else_


def _service(context: Context) -> Iterator[Claim]:
    for at in range(len(context.lemmas)):
        kind = _service_kind(context, at)
        if kind:
            yield Claim(
                "special-operation" if kind == "fallen" else "military-service", kind, context.whose(at), at, at + 1
            )
            break
    for at, lemma in enumerate(context.lemmas):
        if (
            lemma in _WAR
            and not context.holds("погибнуть", "гибель", "волонтер")
            and context.before(at, "на", "с", "участник", within=2)
        ):
            yield Claim("at-special-operation", True, context.whose(at), at, at + 1)
            return


def _service_kind(context: Context, at: int) -> str | None:
    lemma = context.lemmas[at]
    if lemma in ("мобилизовать", "мобилизованный", "мобилизация") and not context.denied(at):
        return "mobilised"
    if lemma in ("срочник", "призывник") or (lemma == "срочный" and context.has(at, "служить", "служба")):
        return "conscript"
    if lemma == "контрактник" or (
        lemma == "контракт" and context.has(at, "служить", "сво", "армия", "военный", "служба", "министерство")
    ):
        return "contract"
    if lemma in ("погибнуть", "погибший", "гибель") and (
        context.holds(*_WAR) or context.holds("война", "служба", "бой")
    ):
        return "fallen"
    if lemma == "доброволец" and context.holds(*_WAR, "служить", "воевать"):
        return "volunteer"
    if (
        lemma == "армия"
        and context.has(at, "служить", "забрать", "призвать", "срочный")
        and not context.has(at, "контракт")
    ):
        return "conscript"
    return None


def _home(context: Context) -> Iterator[Claim]:
    for at, lemma in enumerate(context.lemmas):
        home = context.has(at, *_HOMES)
        if (lemma in ("съемный",) and home) or (lemma in ("снимать", "арендовать") and home and not context.denied(at)):
            yield Claim("rents", True, SELF, at, at + 1)
            break
    for at, lemma in enumerate(context.lemmas):
        if (
            lemma in ("ипотека", "ипотечный")
            and not context.denied(at)
            and not context.has(at, "взять", "дать", "получить", "оформить", "хотеть")
        ):
            yield Claim("mortgage", True, SELF, at, at + 1)
            break

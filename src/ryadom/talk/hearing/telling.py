"""How a heard fact is shown back for one tap: «Детей: трое»."""

from __future__ import annotations

from typing import Any

from ryadom.kit.periods import MONTHS_OF_RU, MONTHS_RU

_TOGETHER = ("", "один", "двое", "трое", "четверо", "пятеро", "шестеро", "семеро", "восьмеро", "девятеро", "десятеро")
_OF = {
    "self": ("вы", "you"), "spouse": ("супруг", "spouse"), "child": ("ребёнок", "child"), "mother": ("мама", "mother"),
    "father": ("папа", "father"), "grandparent": ("бабушка или дедушка", "grandparent"),
    "grandchild": ("внук или внучка", "grandchild"), "sibling": ("брат или сестра", "brother or sister"),
    "in_law": ("родители супруга", "parent-in-law"), "neighbour": ("соседи", "neighbour"),
    "relative": ("родственник", "relative"), "friend": ("знакомые", "friend"),
}  # fmt: skip
_LABEL = {
    "children-count": ("Детей", "Children"), "age": ("Возраст", "Age"), "age-months": ("Возраст", "Age"),
    "large-family": ("Многодетная семья", "Large family"), "pregnant": ("Ждёте ребёнка", "Expecting a child"),
    "pregnancy-week": ("Срок беременности", "Weeks pregnant"), "disability": ("Инвалидность", "Disability"),
    "pregnancy-month": ("Месяц беременности", "Month of pregnancy"),
    "disabled": ("Инвалидность", "Disability"), "pension-amount": ("Пенсия", "Pension"), "salary": ("Зарплата", "Pay"),
    "income": ("Доход в месяц", "Income a month"),
    "monthly-family-income": ("Доход семьи в месяц", "Family income a month"),
    "rent": ("Плата за съёмное жильё", "Rent"), "loan": ("Платёж по кредиту", "Loan payment"), "debt": ("Долг", "Debt"),
    "utilities": ("Плата за коммунальные услуги", "Utility bills"), "alimony": ("Алименты", "Child maintenance"),
    "benefit": ("Пособие", "Benefit"), "scholarship": ("Стипендия", "Scholarship"), "money": ("Сумма", "Sum"),
    "work": ("Занятость", "Work"), "work-lost": ("Потеря работы", "Job lost"), "study": ("Учёба", "Study"),
    "student": ("Студент", "Student"), "military-service": ("Военная служба", "Military service"),
    "special-operation": ("Участник СВО", "Special operation"),
    "at-special-operation": ("Участник СВО", "Special operation"),
    "raises-alone": ("Воспитываете детей без второго родителя", "Raising children alone"),
    "lives-alone": ("Живёт без родных", "Lives alone"), "widowed": ("Вдова или вдовец", "Widowed"),
    "rents": ("Съёмное жильё", "Rented home"), "mortgage": ("Ипотека", "Mortgage"), "region": ("Регион", "Region"),
    "pension": ("Пенсия", "Pension"), "birth-year": ("Год рождения", "Year of birth"),
    "dead": ("Нет в живых", "Has died"),
    "family-size": ("Человек в семье", "People in the family"), "guardian": ("Опекун", "Guardian"),
    "foster-children-count": ("Приёмных детей", "Foster children"), "paid": ("Заплачено", "Paid"),
    "pregnancy-registered-week": ("Неделя, когда встали на учёт", "Week of registration in pregnancy"),
    "work-lost-when": ("Когда не стало работы", "When work was lost"), "gas": ("Газ в доме", "Piped gas"),
    "place": ("Где живёте", "Place"), "place-from": ("Откуда приехали", "Moved from"),
}  # fmt: skip
_VALUE = {
    "first": ("первая группа", "group 1"), "second": ("вторая группа", "group 2"),
    "third": ("третья группа", "group 3"),
    "child": ("ребёнок-инвалид", "disabled child"), "none": ("не работает", "not working"),
    "jobless": ("на учёте в центре занятости", "registered as unemployed"),
    "self_employed": ("самозанятый", "self-employed"),
    "entrepreneur": ("предприниматель", "entrepreneur"), "employed": ("работает", "employed"),
    "school": ("школа", "school"), "full_time": ("очно", "full-time"), "part_time": ("заочно", "part-time"),
    "conscript": ("по призыву", "conscript"), "contract": ("по контракту", "contract"),
    "mobilised": ("по мобилизации", "mobilised"), "volunteer": ("доброволец", "volunteer"),
    "fallen": ("погиб", "killed"), "old_age": ("по старости", "old age"),
    "survivor": ("по потере кормильца", "survivor"),
    True: ("да", "yes"), False: ("нет", "no"),
}  # fmt: skip
_AGO = {"D": "дн.", "W": "нед.", "M": "мес.", "Y": "г."}
MONEY = frozenset(
    [
        "money",
        *[
            "pension-amount",
            "salary",
            "income",
            "monthly-family-income",
            "rent",
            "loan",
            "debt",
            "utilities",
            "alimony",
            "benefit",
            "scholarship",
            "paid",
        ],
    ]
)


def words_of(fact: str, value: Any, whose: str, language: str) -> str:
    """A short line a person can say yes or no to, in Russian or English."""
    at = 1 if language == "en" else 0
    label = _LABEL.get(fact, (fact, fact))[at]
    of = "" if whose == "self" else f" ({_OF.get(whose, (whose, whose))[at]})"
    if value is True:
        return f"{label}{of}: {_VALUE[True][at]}"
    return f"{label}{of}: {_said(fact, value, at)}"


def _said(fact: str, value: Any, at: int) -> str:
    if fact == "children-count" and at == 0:
        return "нет" if value == 0 else _TOGETHER[value] if value < len(_TOGETHER) else str(value)
    if fact == "age":
        return f"{value} {_years(value)}" if at == 0 else f"{value}"
    if fact == "age-months":
        return f"{value} мес." if at == 0 else f"{value} months"
    if fact == "pension" and value == "disability":
        return ("по инвалидности", "disability")[at]
    if fact == "work-lost-when":
        return _when(str(value), at)
    if fact in MONEY:
        return f"{_grouped(value)} ₽"
    return _VALUE.get(value, (str(value), str(value)))[at]


def _when(value: str, at: int) -> str:
    """«--03» is «март», «-P2W» is «2 нед. назад»."""
    if at:
        return value
    if value.startswith("-P"):
        many, unit = value[2:-1], _AGO[value[-1]]
        return (
            {"0": "сегодня", "1": "вчера"}.get(many, f"{many} {unit} назад")
            if unit == "дн."
            else f"{many} {unit} назад"
        )
    year, _, rest = value.lstrip("-").rpartition("-") if value[0] != "-" else ("", "", value[2:])
    month, _, day = rest.partition("-")
    return f"{int(day)} {MONTHS_OF_RU[int(month) - 1]}" if day else f"{MONTHS_RU[int(month) - 1]} {year}".strip()


def _grouped(value: Any) -> str:
    whole, _, cents = str(value).partition(".")
    return f"{int(whole):,}".replace(",", "\u00a0") + (f",{cents:0<2}" if cents else "")


def _years(count: int) -> str:
    if count % 100 in range(11, 15):
        return "лет"
    return {1: "год", 2: "года", 3: "года", 4: "года"}.get(count % 10, "лет")

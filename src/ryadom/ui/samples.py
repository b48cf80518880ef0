"""What the gallery shows: invented people of the demonstration, every component once."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from ryadom.ui import charts
from ryadom.ui.forms import DateField, MoneyField, PhoneField


class Sample(forms.Form):
    name = forms.CharField(label="Фамилия, имя и отчество ребёнка", help_text="Как в свидетельстве о рождении")
    born = DateField(label="Когда родился ребёнок")
    where = forms.ChoiceField(
        label="Куда ездил ребёнок",
        widget=forms.RadioSelect,
        choices=[("camp", "Загородный лагерь"), ("sanatorium", "Санаторий матери и ребёнка"), ("?", "Не знаю")],
    )
    papers = forms.MultipleChoiceField(
        label="Какие бумаги есть",
        widget=forms.CheckboxSelectMultiple,
        choices=[("receipt", "Чек об оплате"), ("contract", "Договор с лагерем")],
        required=False,
    )
    price = MoneyField(label="Сколько стоила путёвка", help_text="Например, 24 500")
    phone = PhoneField(label="Телефон, по которому удобно ответить", required=False)
    region = forms.ChoiceField(label="Район", choices=[("1", "Сосновский"), ("2", "Аргаяшский")], required=False)
    note = forms.CharField(label="Что ещё нам важно знать", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    photo = forms.FileField(
        label="Фото чека",
        required=False,
        widget=forms.FileInput(
            attrs={"data-preview": True, "data-limit": "10485760", "data-too-large": "больше 10 МБ, не пройдёт"}
        ),
    )
    agree = forms.BooleanField(label="Всё написано верно", required=False)


def context(request: HttpRequest) -> dict[str, Any]:
    wrong = {"born": "31.02.2015", "price": "много", "phone": "12", "where": "camp"}
    return {
        "form": Sample(wrong, prefix="wrong") if "errors" in request.GET else Sample(),
        "outcomes": ["entitled", "likely", "unknown", "not_yet", "not_entitled", "failed"],
        "closed_on": date(2022, 8, 31),
        "person": ["68 лет", "СНИЛС 112-233-445 95", "Копейск", "живёт одна"],
        "amount": Decimal("12250"),
        "precise": Decimal("1834.56"),
        "today": date(2026, 11, 12),
        **_lists(),
        **_charts(),
        "page": Paginator(range(240), 24).get_page(request.GET.get("page", 4)),
        "cases": _cases(),
    }


def _lists() -> dict[str, Any]:
    return {
        "answers": [
            {
                "key": "Ребёнок",
                "value": "Смирнов Дмитрий, 11 лет",
                "url": "#",
                "source": "из реестра записей о рождении",
            },
            {"key": "Где живёте", "value": "Копейск, улица Мира, 4", "url": "#", "source": "вы сказали 10 ноября"},
            {"key": "Доход семьи", "value": "", "url": "#"},
        ],
        "todo": [
            {"title": "Рассказать о ребёнке", "url": "#", "done": True},
            {"title": "Показать чек об оплате", "url": "#", "hint": "Подойдёт фото с телефона"},
            {"title": "Отправить заявление", "blocked": True},
        ],
        "steps": [
            {"title": "Вы отправили заявление", "state": "done", "when": "10 ноября 2026"},
            {
                "title": "Проверяем сведения",
                "state": "now",
                "who": "Орлова Мария, специалист",
                "when": "ответим до 24 ноября 2026",
                "text": "Ждём ответ налоговой службы. От вас сейчас ничего не нужно.",
            },
            {"title": "Решение", "state": "next", "when": "до 24 ноября 2026"},
            {"title": "Деньги на карте", "state": "next", "when": "через 3 рабочих дня после решения"},
        ],
        "why": [
            {"state": "met", "text": "Ребёнку от 7 до 17 лет", "note": "Дмитрию 11 лет, из реестра записей о рождении"},
            {"state": "met", "text": "Вы живёте в области", "note": "Регистрация с 2014 года"},
            {
                "state": "not_met",
                "text": "Доход на человека не больше 17\u00a0000\u00a0₽",
                "note": "У вас 18\u00a0240\u00a0₽: на 1\u00a0240\u00a0₽ больше",
            },
            {"state": "not_yet", "text": "Прошёл год после прошлой выплаты", "note": "Пройдёт 3 февраля 2027"},
            {"state": "unknown", "text": "Лагерь входит в реестр", "note": "Не знаем, какой это лагерь"},
        ],
        "tiles": [
            {"label": "Довольны", "value": "78,4 %", "trend": "up", "trend_text": "на 3,1 больше за квартал"},
            {"label": "Решено в срок", "value": "94 %", "trend": "same", "trend_text": "как раньше"},
            {"label": "Просрочено", "value": "12", "trend": "down", "trend_text": "на 4 меньше", "url": "#"},
            {"label": "Половина ждёт меньше", "value": "3,2 дня", "note": "рабочих, за октябрь"},
        ],
        "doors": [
            ("baby", "Родился ребёнок", "выплаты, документы, помощь на дому"),
            ("hand-coins", "Не хватает денег", "пособия, компенсация квартплаты"),
            ("accessibility", "Болезнь или инвалидность", "уход, средства, льготы"),
            ("house", "Жильё и газ", "подключение, ремонт"),
            ("briefcase", "Нет работы", ""),
            ("message-circle", "Другое", "напишите своими словами"),
        ],
    }


def _charts() -> dict[str, Any]:
    points = ["I 2025", "II 2025", "III 2025", "IV 2025", "I 2026", "II 2026", "III 2026"]
    lines = [
        charts.Line("Выплаты на детей", [Decimal(v) for v in ("60.8", "67.1", "68.6", "67.5", "71", "72.7", "75.9")]),
        charts.Line("Помощь на дому", [Decimal(v) for v in ("68.7", "72.3", "71.4", "77.7", "79.4", "76.2", "78.2")]),
        charts.Line(
            "Газ и ремонт",
            [None, None, Decimal("67.2"), Decimal("74"), Decimal("73.6"), Decimal("77.6"), Decimal("70")],
        ),
    ]
    return {
        "lines": charts.Lines("Довольны ответом", "Довольны, % ответивших", "Квартал", points, lines, places=1),
        "bars": charts.Bars(
            "Почему отказали",
            "Причина",
            "Отказов за год",
            [
                charts.Bar("Доход выше порога", 412),
                charts.Bar("Не та категория семьи", 138),
                charts.Bar("Заявление подано после срока", 61),
                charts.Bar("Жильё не подключают к газу", None, note="меньше 10, не показываем"),
            ],
        ),
    }


def _cases() -> list[dict[str, Any]]:
    names = [
        "Смирнова Анна Петровна",
        "Кузнецов Иван Васильевич",
        "Ахметова Гульнара Рашитовна",
        "Попова Лидия Сергеевна",
    ]
    states = [("Новое", "ask"), ("Ждём ответ", "later"), ("Решение", "maybe"), ("Просрочено", "bad")]
    return [
        {
            "number": f"74-{4210 + i}",
            "name": names[i % 4],
            "measure": "Возврат части стоимости путёвки",
            "state": states[i % 4],
            "amount": Decimal(9000 + 3500 * i),
            "left": i - 1,
        }
        for i in range(12)
    ]

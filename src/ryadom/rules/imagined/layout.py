"""What a region's file must hold: each marginal by its path, of which kind it is, what it says to a reader."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["share", "shares", "by age", "mix by age", "bands", "money", "income", "whole"]


@dataclass(frozen=True, slots=True)
class Place:
    """`names`: the only names that its shares may have; none where the file chooses them."""

    kind: Kind
    title: str
    names: tuple[str, ...] = ()


KINDS = (
    "alone", "alone_elder", "couple", "couple_elder", "couple_children", "one_parent", "three_generations", "relatives",
)  # fmt: skip
WORK = ("none", "employed", "self_employed", "entrepreneur", "jobless")
SERVICE = ("none", "conscript", "contract", "mobilised", "volunteer")
OPERATION = ("none", "mobilised", "contract", "volunteer", "fallen")
INCOMES = (
    "salary", "self_employed", "business", "service", "pension", "child_benefit", "jobless", "scholarship", "alimony",
)  # fmt: skip
SOURCES = ("said", "staff", "document", "register")

PLACES: dict[str, Place] = {
    "districts": Place("shares", "Район"),
    "households.kinds": Place("shares", "Вид семьи", KINDS),
    "households.children": Place("shares", "Детей в семье с детьми"),
    "households.wards": Place("share", "Семьи с подопечными среди семей с детьми"),
    "households.ward_count": Place("shares", "Подопечных в семье с подопечными"),
    "households.woman_applies": Place("share", "Заявитель — женщина, если двое взрослых"),
    "households.lone_mother": Place("share", "Единственный родитель — мать"),
    "households.open": Place("share", "Состав семьи известен не весь"),
    "ages.alone": Place("bands", "Возраст одиноких"),
    "ages.elder": Place("bands", "Возраст пожилых одиноких и пар"),
    "ages.couple": Place("bands", "Возраст жены в паре без детей"),
    "ages.youngest": Place("bands", "Возраст младшего ребёнка"),
    "ages.first_birth": Place("bands", "Возраст матери при первом рождении"),
    "ages.between": Place("bands", "Месяцев между рождениями"),
    "ages.husband_older": Place("bands", "На сколько лет муж старше"),
    "people.boys": Place("share", "Мальчики среди детей"),
    "people.women_alone": Place("share", "Женщины среди одиноких"),
    "people.women_elder": Place("share", "Женщины среди пожилых одиноких"),
    "people.citizen": Place("share", "Граждане России"),
    "people.lives_here": Place("share", "Постоянно живут в регионе"),
    "people.born_here": Place("share", "Живут в регионе с рождения"),
    "people.licence_women": Place("by age", "Водительское удостоверение, женщины"),
    "people.licence_men": Place("by age", "Водительское удостоверение, мужчины"),
    "people.card": Place("by age", "Карта жителя"),
    "study.early": Place("share", "В первый класс до семи лет"),
    "study.after_nine": Place("share", "После девятого класса — колледж"),
    "study.after_school": Place("mix by age", "Учёба после школы", ("none", "full_time", "part_time")),
    "study.paid": Place("share", "Студенты-очники на платном месте"),
    "study.fee": Place("money", "Плата за обучение в год"),
    "study.kindergarten": Place("by age", "Ходят в детский сад"),
    "study.kindergarten_fee": Place("money", "Плата за детский сад в месяц"),
    "work.women": Place("mix by age", "Занятость женщин", WORK),
    "work.men": Place("mix by age", "Занятость мужчин", WORK),
    "work.students": Place("share", "Студенты-очники, которые работают"),
    "work.excused": Place("bands", "Месяцы уважительных причин у тех, у кого они есть"),
    "work.with_excuse": Place("share", "Есть месяцы уважительных причин"),
    "work.weeks": Place("bands", "Недель работы за год у безработных"),
    "work.since": Place("bands", "Дней на учёте безработных"),
    "service.men": Place("mix by age", "Военная служба мужчин", SERVICE),
    "service.contract_in_operation": Place("share", "Контрактники — участники СВО"),
    "service.away": Place("shares", "Участник СВО вне списка семьи", OPERATION),
    "service.demobilised": Place("share", "Семьи уволенных участников СВО"),
    "service.veterans": Place("by age", "Ветераны боевых действий среди мужчин"),
    "pension.women_from": Place("whole", "Пенсионный возраст женщин"),
    "pension.men_from": Place("whole", "Пенсионный возраст мужчин"),
    "pension.years_before": Place("whole", "Предпенсионных лет"),
    "pension.paid": Place("share", "Получают пенсию, достигнув возраста"),
    "pension.early": Place("by age", "Пенсия раньше возраста"),
    "pension.survivor": Place("share", "Пенсия по потере кормильца у детей единственного родителя"),
    "health.adults": Place("by age", "Инвалидность взрослых"),
    "health.group": Place("shares", "Группа инвалидности", ("first", "second", "third")),
    "health.children": Place("share", "Дети-инвалиды"),
    "health.programme": Place("share", "Программа реабилитации у инвалидов"),
    "health.pregnant": Place("by age", "Беременные среди женщин"),
    "health.registered": Place("bands", "Неделя постановки на учёт"),
    "homes.gas_in_town": Place("share", "Газ в доме: город"),
    "homes.gas_in_village": Place("share", "Газ в доме: село"),
    "homes.gas_nearby": Place("share", "Газ в селе, где в доме его нет"),
    "homes.with_gas": Place("shares", "Отопление, где газ есть", ("central", "gas", "stove", "electric")),
    "homes.without_gas": Place("shares", "Отопление, где газа нет", ("central", "stove", "electric")),
    "homes.owner": Place("share", "Собственники жилья"),
    "homes.charges": Place("money", "Плата за жильё в месяц"),
    "family.alimony_debt": Place("share", "Долг по алиментам"),
    "family.court_debt": Place("share", "Долг за жильё по суду"),
    "family.property": Place("share", "Имущество в пределах списка"),
    "family.mortgage": Place("share", "Ипотека у семей с детьми"),
    "family.debt": Place("money", "Остаток ипотеки"),
    "family.adopted": Place("share", "Усыновители среди семей с детьми"),
    "family.certificate": Place("share", "Сертификат маткапитала получен, когда дети подходят"),
    "family.certificate_left": Place("share", "На сертификате остались деньги"),
    "family.benefit_before": Place("share", "Единое пособие раньше: семьи с детьми"),
    "family.hardship": Place("share", "Доход снизился не по своей вине"),
    "family.capital": Place("share", "Остаток студенческого капитала у студенческих семей с ребёнком"),
    "family.capital_left": Place("money", "Остаток студенческого капитала"),
    **{f"income.{kind}": Place("income", f"Доход: {title}") for kind, title in zip(INCOMES, (
        "зарплата", "самозанятость", "своё дело", "служба", "пенсия", "пособия на детей", "пособие по безработице",
        "стипендия", "алименты"), strict=True)},
    "income.benefit_families": Place("share", "Семьи с детьми, которые получают пособия"),
    "income.alimony_families": Place("share", "Единственные родители, которые получают алименты"),
    "records.cover": Place("shares", "Записи о доходах", ("full", "late", "none")),
    "records.said": Place("share", "Доход назван семьёй, где записей нет"),
    "requests.car": Place("share", "Покупают автомобиль"),
    "requests.car_price": Place("money", "Цена автомобиля"),
    "requests.gas": Place("share", "Проводят газ (среди домов без газа)"),
    "requests.gas_costs": Place("money", "Стоимость газового оборудования"),
    "requests.contract": Place("share", "Хотят социальный контракт"),
    "requests.goal": Place("shares", "Цель социального контракта", ("job", "business", "farm", "hardship")),
    "requests.project": Place("money", "Смета своего дела"),
    "requests.course": Place("money", "Стоимость обучения"),
    "requests.camp": Place("money", "Цена путёвки"),
    "requests.camp_share": Place("share", "Купили детскую путёвку"),
    "requests.funeral": Place("share", "Похоронили близкого за полгода"),
    "marks.attested": Place("share", "Известно то, что подтверждает человек"),
    "marks.confirmed": Place("share", "Подтверждает, если спросили"),
    "marks.document": Place("shares", "Документ, о котором известно", ("none", "brought", "verified")),
    "marks.documents_known": Place("share", "Известно о документе"),
    "marks.received_known": Place("share", "Известно, получали ли меру раньше"),
    "marks.received": Place("share", "Меру раньше получали, где это известно"),
    "knowing.quiet": Place("share", "Тихие семьи: о них мало известно"),
    "knowing.sources": Place("shares", "Кто сказал", SOURCES),
    "knowing.estimates": Place("share", "Семьи с приблизительным доходом"),
}  # fmt: skip

SAID = {
    "alone": "один", "alone_elder": "один, пожилой", "couple": "пара", "couple_elder": "пара, пожилые",
    "couple_children": "двое родителей с детьми", "one_parent": "один родитель с детьми",
    "three_generations": "три поколения", "relatives": "двое родственников",
    "none": "нет", "employed": "работает", "self_employed": "самозанятый", "entrepreneur": "предприниматель",
    "jobless": "безработный на учёте", "conscript": "по призыву", "contract": "по контракту",
    "mobilised": "мобилизованный", "volunteer": "доброволец", "fallen": "погибший", "full_time": "очная",
    "part_time": "заочная", "first": "первая", "second": "вторая", "third": "третья", "central": "центральное",
    "gas": "газовое", "stove": "печное", "electric": "электрическое", "full": "полные", "late": "без последних месяцев",
    "job": "работа", "business": "своё дело", "farm": "подсобное хозяйство", "hardship": "трудная ситуация",
    "brought": "принесён", "verified": "проверен", "said": "сам человек", "staff": "сотрудник", "document": "документ",
    "register": "реестр",
}  # fmt: skip


def said(name: str) -> str:
    """A name of a share, as a reader of the report reads it; a name of the file stands as it is."""
    return SAID.get(name, name)

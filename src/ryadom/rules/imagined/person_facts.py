"""The facts of each person, as they are and as far as they are known."""

import numpy as np

from ryadom.rules.imagined.days import day, days_in
from ryadom.rules.imagined.draws import NOBODY, Bools, Draws, Ints
from ryadom.rules.imagined.households import CHILD, FEMALE, MALE, ROLES, WARD, Households
from ryadom.rules.imagined.incomes import Incomes
from ryadom.rules.imagined.layout import SERVICE
from ryadom.rules.imagined.people import DISABILITY, MINOR, PENSION, STUDY, WORK, WORKS_FROM, People
from ryadom.rules.imagined.telling import Teller

KOPECKS, YEAR, TAX = 100, 12, 13  # percent of pay that is withheld
PLACEMENT = ("none", "adoption", "guardianship", "foster")
YOUNG_MOTHER, OLD_MOTHER = 15, 49
FOSTERED = 2**31  # every second ward by a contract

MADE = (
    "family-role", "birth-date", "sex", "citizen", "lives-here", "lives-here-since", "study", "school-grade", "work",
    "military-service", "pension", "disability", "rehab-programme", "combat-veteran", "driving-licence",
    "pre-pension", "unemployed-since", "weeks-worked", "excused-months", "earned-in-period",
    "average-monthly-earnings", "daily-earnings", "income-tax-last-year", "pension-and-payments", "pregnancy-week",
    "pregnancy-registered-week", "kindergarten", "kindergarten-fee", "college-fee", "tuition-price", "placement-kind",
    "placement-date", "sakhalin-card",
)  # fmt: skip


def tell_persons(teller: Teller, draws: Draws, folk: People, money: Incomes) -> None:
    """Every fact of persons."""
    _who(teller, draws)
    _doing(teller, draws, folk)
    _health(teller, draws, folk)
    _earning(teller, folk, money)
    _children(teller, draws, folk)


def _who(teller: Teller, draws: Draws) -> None:
    homes, region, count = teller.homes, teller.region, teller.homes.persons
    teller.choice("family-role", ROLES, homes.role)
    teller.person_fact("birth-date", homes.born)
    teller.choice("sex", ("female", "male"), homes.sex)
    citizen = draws.happens(region["people.citizen"], homes.count)[homes.family]  # families are mostly of one kind
    homes.drawn["people.citizen"] = "family", citizen[homes.start[:-1]]
    homes.kept["citizen"] = citizen
    teller.person_fact("citizen", citizen)
    lives = draws.happens(region["people.lives_here"], count)
    homes.drawn["people.lives_here"] = "person", lives
    teller.person_fact("lives-here", lives)
    native = draws.happens(region["people.born_here"], count)
    homes.drawn["people.born_here"] = "person", native
    came = draws.whole(homes.born, day(homes.on), count)
    teller.person_fact("lives-here-since", np.where(native, homes.born, came), of=lives)
    holds = draws.by_age(region["people.card"], homes.age)
    homes.drawn["people.card"] = "person", holds
    teller.person_fact("sakhalin-card", holds)
    women, men = (draws.by_age(region[f"people.licence_{who}"], homes.age) for who in ("women", "men"))
    adult = homes.age >= MINOR
    homes.drawn["people.licence_women"] = "person", np.where(adult & (homes.sex == FEMALE), women, NOBODY)
    homes.drawn["people.licence_men"] = "person", np.where(adult & (homes.sex == MALE), men, NOBODY)
    teller.person_fact("driving-licence", np.where(homes.sex == FEMALE, women, men), of=adult)


def _doing(teller: Teller, draws: Draws, folk: People) -> None:
    homes, region, count = teller.homes, teller.region, teller.homes.persons
    adult, jobless = homes.age >= MINOR, folk.work == WORK.index("jobless")
    teller.choice("study", STUDY, folk.study)
    teller.person_fact("school-grade", folk.grade, of=~adult | (folk.grade > 0), absent=folk.grade == 0)
    teller.choice("work", WORK, folk.work, of=homes.age >= WORKS_FROM)
    teller.choice("military-service", SERVICE, folk.service, of=adult)
    teller.choice("pension", PENSION, folk.pension)
    before = region["pension.years_before"].value
    from_ = np.where(homes.sex == FEMALE, region["pension.women_from"].value, region["pension.men_from"].value)
    near = (homes.age >= from_ - before) & (homes.age < from_) & (folk.pension == 0)
    teller.person_fact("pre-pension", near, of=adult)
    teller.person_fact("unemployed-since", folk.jobless_since, of=adult, absent=~jobless)
    band, weeks = draws.banded(region["work.weeks"], count)
    homes.drawn["work.weeks"] = "person", np.where(jobless, band, NOBODY)
    teller.person_fact("weeks-worked", weeks, of=jobless)
    veteran = draws.by_age(region["service.veterans"], homes.age)
    grown_man = adult & (homes.sex == MALE)
    homes.drawn["service.veterans"] = "person", np.where(grown_man, veteran, NOBODY)
    teller.person_fact("combat-veteran", veteran & grown_man, of=adult)


def _health(teller: Teller, draws: Draws, folk: People) -> None:
    homes, region, count = teller.homes, teller.region, teller.homes.persons
    teller.choice("disability", DISABILITY, folk.disability)
    programme = draws.happens(region["health.programme"], count)
    homes.drawn["health.programme"] = "person", np.where(folk.disability > 0, programme, NOBODY)
    teller.person_fact("rehab-programme", programme, of=folk.disability > 0)
    woman = (homes.sex == FEMALE) & (homes.age >= YOUNG_MOTHER) & (homes.age <= OLD_MOTHER)
    teller.person_fact("pregnancy-week", folk.pregnant, of=woman, absent=folk.pregnant == 0)
    band, registered = draws.banded(region["health.registered"], count)
    homes.drawn["health.registered"] = "person", np.where(folk.pregnant > 0, band, NOBODY)
    not_yet = (folk.pregnant == 0) | (registered > folk.pregnant)
    teller.person_fact("pregnancy-registered-week", registered, of=woman, absent=not_yet)


def _earning(teller: Teller, folk: People, money: Incomes) -> None:
    homes = teller.homes
    adult, employed = homes.age >= MINOR, folk.work == WORK.index("employed")
    teller.person_fact("earned-in-period", money.earned // KOPECKS, of=adult)
    monthly = money.salary_year // (YEAR * KOPECKS)
    teller.person_fact("average-monthly-earnings", monthly, of=employed)
    teller.person_fact("daily-earnings", money.salary_year // (365 * KOPECKS), of=employed)
    teller.person_fact("income-tax-last-year", money.salary_last_year * TAX // (100 * KOPECKS), of=adult)
    teller.person_fact("pension-and-payments", money.pension_now // KOPECKS, of=folk.pension > 0)
    teller.person_fact("excused-months", _excused(teller, folk), of=adult)


def _excused(teller: Teller, folk: People) -> Ints:
    """Months of the year without work for a good reason: leave with a baby, study, service, illness."""
    homes, region = teller.homes, teller.region
    draws = Draws(teller.seed, teller.cell, "excused")
    some = draws.happens(region["work.with_excuse"], homes.persons)
    band, months = draws.banded(region["work.excused"], homes.persons)
    homes.drawn["work.excused"] = "person", np.where(some, band, NOBODY)
    homes.drawn["work.with_excuse"] = "person", some
    whole = (folk.study == STUDY.index("full_time")) | (folk.service > 0)
    return np.select([whole, folk.on_leave > 0, some], [YEAR, np.minimum(folk.on_leave, YEAR), months], 0)


def _children(teller: Teller, draws: Draws, folk: People) -> None:
    homes, region, count = teller.homes, teller.region, teller.homes.persons
    small = homes.age < 8
    homes.drawn["study.kindergarten"] = "person", np.where(small & (folk.study == 0), folk.kindergarten, NOBODY)
    teller.person_fact("kindergarten", folk.kindergarten, of=small)
    fee = draws.roubles(region["study.kindergarten_fee"], count)
    homes.drawn["study.kindergarten_fee"] = "person", np.where(folk.kindergarten, fee, NOBODY)
    teller.person_fact("kindergarten-fee", fee, of=folk.kindergarten)
    full_time = folk.study == STUDY.index("full_time")
    paid = draws.happens(region["study.paid"], count)
    homes.drawn["study.paid"] = "person", np.where(full_time, paid, NOBODY)
    price = draws.roubles(region["study.fee"], count)
    homes.drawn["study.fee"] = "person", np.where(full_time & paid, price, NOBODY)
    teller.person_fact("college-fee", np.where(paid, price, 0), of=full_time)
    teller.person_fact("tuition-price", price, of=full_time & paid)
    kind, placed = placements(teller)
    child = (homes.role == CHILD) | (homes.role == WARD)
    teller.choice("placement-kind", PLACEMENT, kind, of=child)
    teller.person_fact("placement-date", placed, of=child, absent=kind == 0)


def adopting(homes: Households, teller: Teller) -> Bools:
    """Families that adopted: of all with a child of their own under age."""
    adopts = Draws(teller.seed, teller.cell, "adopting").happens(teller.region["family.adopted"], homes.count)
    may = homes.any((homes.role == CHILD) & (homes.age < MINOR))
    homes.drawn["family.adopted"] = "family", np.where(may, adopts, NOBODY)
    return adopts & may


def placements(teller: Teller) -> tuple[Ints, Ints]:
    """How each child came into the family and the day; a ward's contract is that of the whole family."""
    homes = teller.homes
    adopted = adopting(homes, teller)[homes.family] & (homes.role == CHILD) & (homes.age < MINOR)
    draws = Draws(teller.seed, teller.cell, "placements")
    ward, contract = homes.role == WARD, (draws.chances(homes.count) < FOSTERED)[homes.family]
    kind = np.select([ward & contract, ward, adopted], [3, 2, 1], 0).astype(np.int8)
    latest = day(homes.on)
    earliest = np.maximum(homes.born, latest - days_in(9))
    return kind, draws.whole(earliest, latest, homes.persons)

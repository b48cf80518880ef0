"""What each person does and lives by: study, work, service, pension, health. No fact contradicts another."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ryadom.rules.imagined.days import day, full_months
from ryadom.rules.imagined.draws import NOBODY, Bools, Draws, Ints
from ryadom.rules.imagined.households import (
    APPLICANT,
    CHILD,
    FEMALE,
    MALE,
    ONE_PARENT,
    SPOUSE,
    WARD,
    Households,
)
from ryadom.rules.imagined.marginals import RegionFile

STUDY = ("none", "school", "full_time", "part_time")
WORK = ("none", "employed", "self_employed", "entrepreneur", "jobless", "service")
PENSION = ("none", "old_age", "disability", "survivor")
DISABILITY = ("none", "first", "second", "third", "child")
MINOR, SURVIVOR_ENDS, WORKS_FROM = 18, 23, 14  # years
FIRST_GRADE, LAST_GRADE, MIDDLE_GRADE = 1, 11, 9


@dataclass
class People:
    """One value for each person of a cell; codes are places in the names above."""

    study: Ints
    grade: Ints  # 0: not at school
    work: Ints
    service: Ints
    pension: Ints
    disability: Ints
    pregnant: Ints  # weeks; 0: not
    kindergarten: Bools
    jobless_since: Ints  # days since 1970; 0: not registered
    on_leave: Ints  # months with a baby without work; 0: none


def people(region: RegionFile, draws: Draws, homes: Households) -> People:
    """Everybody of a cell."""
    disability = _disability(region, draws, homes)
    study, grade = _study(region, draws, homes)
    service = _service(region, draws, homes, (disability == 0) & (study == 0))
    old = _old_age(region, draws, homes)
    work = _work(region, draws, homes, study, service, old, disability)
    count = homes.persons
    pregnant = draws.by_age(region["health.pregnant"], homes.age) & (homes.sex == FEMALE)
    homes.drawn["health.pregnant"] = "person", np.where(homes.sex == FEMALE, pregnant, NOBODY)
    goes = draws.by_age(region["study.kindergarten"], homes.age) & (study == 0)
    band, since = draws.banded(region["work.since"], count)
    homes.drawn["work.since"] = "person", np.where(work == WORK.index("jobless"), band, NOBODY)
    return People(
        study,
        grade,
        work,
        service,
        _pension(region, draws, homes, old, disability, study),
        disability,
        np.where(pregnant, draws.whole(1, 40, count), 0),
        goes,
        np.where(work == WORK.index("jobless"), day(homes.on) - since, 0),
        _leave(homes, work),
    )


def _disability(region: RegionFile, draws: Draws, homes: Households) -> Ints:
    adult = homes.age >= MINOR
    has = draws.by_age(region["health.adults"], homes.age) & adult
    homes.drawn["health.adults"] = "person", np.where(adult, has, NOBODY)
    group = draws.one_of(region["health.group"], homes.persons)
    homes.drawn["health.group"] = "person", np.where(has, group, NOBODY)
    child = draws.happens(region["health.children"], homes.persons)
    homes.drawn["health.children"] = "person", np.where(adult, NOBODY, child)
    return np.select([has, ~adult & child], [group + 1, DISABILITY.index("child")], 0).astype(np.int8)


def school_began(on: date) -> date:
    """The first of September of the school year in which a day lies."""
    return date(on.year - (on.month < 9), 9, 1)


def _study(region: RegionFile, draws: Draws, homes: Households) -> tuple[Ints, Ints]:
    """Who studies where, and the grade: by the age on the first of September, half a year earlier for some."""
    count = homes.persons
    months = full_months(homes.born, school_began(homes.on))
    early = draws.happens(region["study.early"], count)
    college = draws.happens(region["study.after_nine"], count)
    grade = (months + 6 * early) // 12 - 6
    at_school = (grade >= FIRST_GRADE) & (grade <= np.where(college, MIDDLE_GRADE, LAST_GRADE))
    in_college = college & (grade > MIDDLE_GRADE) & (grade <= LAST_GRADE)
    after = draws.mix_by_age(region["study.after_school"], homes.age)
    homes.drawn["study.after_school"] = "person", np.where(grade > LAST_GRADE, after, NOBODY)
    homes.drawn["study.after_nine"] = (
        "person",
        np.where((grade > MIDDLE_GRADE) & (grade <= LAST_GRADE), college, NOBODY),
    )
    study = np.select(
        [at_school, in_college, grade > LAST_GRADE],
        [STUDY.index("school"), STUDY.index("full_time"), np.where(after > 0, after + 1, 0)],
        0,
    )
    return study.astype(np.int8), np.where(at_school, grade, 0).astype(np.int8)


def _service(region: RegionFile, draws: Draws, homes: Households, may: Bools) -> Ints:
    drawn = draws.mix_by_age(region["service.men"], homes.age)
    serves = may & (homes.sex == MALE) & (homes.age >= MINOR)
    homes.drawn["service.men"] = "person", np.where(serves, drawn, NOBODY)
    return np.where(serves, drawn, 0).astype(np.int8)


def _old_age(region: RegionFile, draws: Draws, homes: Households) -> Bools:
    from_ = np.where(homes.sex == FEMALE, region["pension.women_from"].value, region["pension.men_from"].value)
    reached = homes.age >= from_
    paid = draws.happens(region["pension.paid"], homes.persons)
    homes.drawn["pension.paid"] = "person", np.where(reached, paid, NOBODY)
    early = draws.by_age(region["pension.early"], homes.age) & (homes.age >= MINOR)
    homes.drawn["pension.early"] = "person", np.where(reached, NOBODY, early)
    return np.where(reached, paid, early)


def _pension(region: RegionFile, draws: Draws, homes: Households, old: Bools, disability: Ints, study: Ints) -> Ints:
    young = (homes.age < MINOR) | ((homes.age < SURVIVOR_ENDS) & (study == STUDY.index("full_time")))
    lone = (homes.kind == ONE_PARENT)[homes.family] & (homes.role == CHILD) & young & (disability == 0)
    lost = draws.happens(region["pension.survivor"], homes.count)[homes.family]  # siblings lost the same parent
    homes.drawn["pension.survivor"] = "family", np.where(
        homes.any(lone), homes.any(lone & lost), NOBODY
    )  # fmt: skip
    return np.select([old, disability > 0, lone & lost], [1, 2, 3], 0).astype(np.int8)


def _work(
    region: RegionFile, draws: Draws, homes: Households, study: Ints, service: Ints, old: Bools, disability: Ints
) -> Ints:
    women, men = (draws.mix_by_age(region[path], homes.age) for path in ("work.women", "work.men"))
    student = draws.happens(region["work.students"], homes.persons)
    full_time = study == STUDY.index("full_time")
    free = (homes.age >= MINOR) & ~full_time & (study != 1) & (service == 0) & (disability != 1) & ~old
    homes.drawn["work.women"] = "person", np.where(free & (homes.sex == FEMALE), women, NOBODY)
    homes.drawn["work.men"] = "person", np.where(free & (homes.sex == MALE), men, NOBODY)
    homes.drawn["work.students"] = (
        "person",
        np.where(full_time & (homes.age >= MINOR) & (service == 0), student, NOBODY),
    )
    drawn = np.where(homes.sex == FEMALE, women, men)
    drawn = np.where(old & (drawn == WORK.index("jobless")), 0, drawn)
    may = (homes.age >= MINOR) & (study != STUDY.index("school")) & (disability != DISABILITY.index("first"))
    work = np.select([service > 0, ~may, full_time], [WORK.index("service"), 0, student & (disability != 1)], drawn)
    found: Ints = work.astype(np.int8)
    return found


def _leave(homes: Households, work: Ints) -> Ints:
    """Months since the birth of the youngest child, for employed mothers of one younger than a year and a half."""
    baby = (homes.role == CHILD) | (homes.role == WARD)
    months = full_months(homes.born, homes.on)
    youngest = np.full(homes.count, 10**4, np.int64)
    np.minimum.at(youngest, homes.family[baby], months[baby])
    parent = ((homes.role == APPLICANT) | (homes.role == SPOUSE)) & (homes.sex == FEMALE)
    at_home = parent & (work == WORK.index("employed")) & (youngest[homes.family] < 18)
    return np.where(at_home, np.minimum(youngest[homes.family] + 1, 18), 0).astype(np.int8)

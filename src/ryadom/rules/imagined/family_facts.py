"""The facts of each family and its home, drawn or following from its members."""

import numpy as np

from ryadom.rules.facts import window_key
from ryadom.rules.imagined.days import day, days_in
from ryadom.rules.imagined.draws import NOBODY, Bools, Draws, Ints
from ryadom.rules.imagined.households import CHILD, ONE_PARENT, WARD
from ryadom.rules.imagined.incomes import Incomes
from ryadom.rules.imagined.layout import OPERATION, SERVICE
from ryadom.rules.imagined.people import MINOR, STUDY, WORK, People
from ryadom.rules.imagined.person_facts import adopting, placements
from ryadom.rules.imagined.telling import Teller
from ryadom.rules.snapshots.columns import FactColumn

HEATING = ("central", "gas", "stove", "electric")
CERTIFICATE = ("none", "first", "full")
SECOND_CHILD_SINCE, FIRST_CHILD_SINCE = 19, 6  # years: how old children may be whose birth gave a certificate
RECENT, KOPECKS, HALF = 3, 100, 182
FOSTER = 3  # the place of a foster contract among placements

MADE = (
    "all-citizens", "single-parent", "adopted-children", "siblings-adopted-together", "alimony-debt",
    "court-utility-debt", "property-within-list", "special-tax-regime", "disabled-in-family", "special-operation",
    "demobilised-veteran", "conscript-service-until", "foster-contract-date", "low-income-reason",
    "maternity-capital-right", "maternity-capital-left", "mortgage-contract-date", "mortgage-debt",
    "monthly-family-income", "unified-benefit-until", "capital-left", "gas", "heating", "owner", "utility-charges",
    "settlement-has-gas",
)  # fmt: skip


def tell_families(teller: Teller, draws: Draws, folk: People, money: Incomes, no_records: Bools) -> None:
    """Every fact of families and dwellings."""
    _members(teller, folk)
    _service(teller, draws, folk)
    _debts(teller, draws)
    _children(teller, draws, folk, money)
    _income(teller, draws, money, no_records)
    _home(teller, draws)


def _drawn(teller: Teller, draws: Draws, path: str, of: Bools | None = None) -> Bools:
    """Whether it is so for each family (of these), noted for the calibration."""
    found = draws.happens(teller.region[path], teller.homes.count)
    teller.homes.drawn[path] = "family", found if of is None else np.where(of, found, NOBODY)
    return found if of is None else found & of


def _members(teller: Teller, folk: People) -> None:
    homes = teller.homes
    citizen = homes.kept["citizen"]
    teller.family_fact("all-citizens", ~homes.any(~citizen))
    teller.family_fact("single-parent", homes.kind == ONE_PARENT)
    adopts = adopting(homes, teller)
    teller.family_fact("adopted-children", adopts)
    teller.family_fact(
        "siblings-adopted-together", adopts & (homes.sum((homes.role == CHILD) & (homes.age < MINOR)) > 1), of=adopts
    )
    own = (folk.work == WORK.index("self_employed")) | (folk.work == WORK.index("entrepreneur"))
    teller.family_fact("special-tax-regime", homes.any(own))
    teller.family_fact("disabled-in-family", homes.any(folk.disability > 0))
    kind, placed = placements(teller)
    foster = kind == FOSTER
    first = np.full(homes.count, 2**30, np.int64)
    np.minimum.at(first, homes.family[foster], placed[foster])
    fosters = homes.any(foster)
    with_children = homes.any((homes.role == CHILD) | (homes.role == WARD))
    teller.family_fact("foster-contract-date", np.where(fosters, first, 0), of=with_children, absent=~fosters)


def _service(teller: Teller, draws: Draws, folk: People) -> None:
    """Who takes part in the operation: a member who serves, else somebody away from the list."""
    homes, region = teller.homes, teller.region
    in_operation = draws.happens(region["service.contract_in_operation"], homes.count)
    has = {name: homes.any(folk.service == place) for place, name in enumerate(SERVICE)}
    serves = has["mobilised"] | has["contract"] | has["volunteer"]
    homes.drawn["service.contract_in_operation"] = "family", np.where(has["contract"], in_operation, NOBODY)
    away = draws.one_of(region["service.away"], homes.count)
    homes.drawn["service.away"] = "family", np.where(serves, NOBODY, away)
    code = {name: place for place, name in enumerate(OPERATION)}
    operation = np.select(
        [has["mobilised"], has["volunteer"], has["contract"]],
        [code["mobilised"], code["volunteer"], np.where(in_operation, code["contract"], 0)],
        away,
    )
    teller.choice("special-operation", OPERATION, operation)
    teller.family_fact("demobilised-veteran", _drawn(teller, draws, "service.demobilised"))
    until = day(homes.on) + draws.whole(5, 360, homes.count)
    teller.family_fact("conscript-service-until", until, absent=~has["conscript"])


def _debts(teller: Teller, draws: Draws) -> None:
    homes, region = teller.homes, teller.region
    for key, path in (
        ("alimony-debt", "family.alimony_debt"),
        ("court-utility-debt", "family.court_debt"),
        ("property-within-list", "family.property"),
        ("low-income-reason", "family.hardship"),
    ):
        teller.family_fact(key, _drawn(teller, draws, path))
    with_children = homes.any((homes.role == CHILD) & (homes.age < MINOR))
    mortgage = _drawn(teller, draws, "family.mortgage", with_children)
    signed = day(homes.on) - draws.whole(30, days_in(12), homes.count)
    teller.family_fact("mortgage-contract-date", signed, of=with_children, absent=~mortgage)
    debt = draws.roubles(region["family.debt"], homes.count)
    homes.drawn["family.debt"] = "family", np.where(mortgage, debt, NOBODY)
    teller.family_fact("mortgage-debt", debt, of=mortgage)


def _children(teller: Teller, draws: Draws, folk: People, money: Incomes) -> None:
    homes, region = teller.homes, teller.region
    own = homes.role == CHILD
    seconds = homes.any(own & (homes.age < SECOND_CHILD_SINCE)) & (homes.sum(own) > 1)
    first = homes.any(own & (homes.age <= FIRST_CHILD_SINCE)) & (homes.sum(own) == 1)
    has = _drawn(teller, draws, "family.certificate", seconds | first)
    teller.choice("maternity-capital-right", CERTIFICATE, np.where(has, np.where(seconds, 2, 1), 0))
    left = _drawn(teller, draws, "family.certificate_left", has)
    teller.family_fact("maternity-capital-left", left, of=has)
    minors = homes.any((homes.role >= CHILD) & (homes.role <= WARD) & (homes.age < MINOR))
    before = _drawn(teller, draws, "family.benefit_before", minors)
    until = day(homes.on) + draws.whole(-HALF, HALF, homes.count)
    teller.family_fact("unified-benefit-until", until, of=minors, absent=~(before | money.benefits))
    student = homes.any((folk.study == STUDY.index("full_time")) & (homes.role < CHILD)) & minors
    capital = _drawn(teller, draws, "family.capital", student)
    rest = draws.roubles(region["family.capital_left"], homes.count)
    homes.drawn["family.capital_left"] = "family", np.where(capital, rest, NOBODY)
    teller.family_fact("capital-left", rest, of=student, absent=~capital)


def _income(teller: Teller, draws: Draws, money: Incomes, no_records: Bools) -> None:
    """The month's income as the family would say it, and the year's where no records are."""
    homes = teller.homes
    monthly = homes.sum(money.all[:, -RECENT:].sum(axis=1)) // (RECENT * KOPECKS)
    about = _drawn(teller, draws, "knowing.estimates")
    teller.family_fact("monthly-family-income", monthly, about=about)
    told = _drawn(teller, draws, "records.said", no_records)
    if len(money.months) > 12:
        year = homes.sum(money.all[:, -13:-1].sum(axis=1)) // (1000 * KOPECKS) * (1000 * KOPECKS)
        key = window_key(money.months[-13], money.months[-2])
        teller.family[key] = FactColumn("money", (), np.where(told, year, 0), told.astype(np.uint8))


def _home(teller: Teller, draws: Draws) -> None:
    homes, region, count = teller.homes, teller.region, teller.homes.count
    town = _drawn(teller, draws, "homes.gas_in_town", ~homes.village)
    gas = town | _drawn(teller, draws, "homes.gas_in_village", homes.village)
    near = _drawn(teller, draws, "homes.gas_nearby", homes.village & ~gas)
    teller.family_fact("gas", gas)
    teller.family_fact("settlement-has-gas", gas | near | ~homes.village)
    with_gas, without = (draws.one_of(region[path], count) for path in ("homes.with_gas", "homes.without_gas"))
    homes.drawn["homes.with_gas"] = "family", np.where(gas, with_gas, NOBODY)
    homes.drawn["homes.without_gas"] = "family", np.where(gas, NOBODY, without)
    heating = np.where(gas, with_gas, np.array([0, 2, 3])[without])
    teller.choice("heating", HEATING, heating)
    teller.family_fact("owner", _drawn(teller, draws, "homes.owner"))
    charges: Ints = draws.roubles(region["homes.charges"], count)
    homes.drawn["homes.charges"] = "family", charges
    teller.family_fact("utility-charges", charges)
    homes.kept["gas"] = gas

"""What only those know who are in the situation: the price of a car, the day of a contract, the cost of a project."""

import numpy as np

from ryadom.rules.imagined.days import day
from ryadom.rules.imagined.draws import NOBODY, Bools, Draws
from ryadom.rules.imagined.people import MINOR
from ryadom.rules.imagined.telling import Teller

GOALS = ("job", "business", "farm", "hardship")
HALF_YEAR, YEAR = 182, 365

MADE = (
    "purchase-price", "purchase-date", "gas-registration-date", "gas-contract-date", "gas-costs", "contract-goal",
    "project-cost", "course-price", "camp-price", "relative-death-date", "paid-for-funeral",
)  # fmt: skip


def tell_requests(teller: Teller, draws: Draws) -> None:
    """Every fact of requests."""
    homes, today = teller.homes, day(teller.homes.on)
    count = homes.count
    buys = _some(teller, draws, "requests.car")
    _price(teller, draws, "purchase-price", "requests.car_price", buys)
    bought = draws.chances(count) % 2 == 0
    teller.family_fact("purchase-date", today - draws.whole(0, HALF_YEAR, count), of=buys, absent=~bought)
    gas = _some(teller, draws, "requests.gas", ~homes.kept["gas"])
    _price(teller, draws, "gas-costs", "requests.gas_costs", gas)
    applied, registered = draws.chances(count) % 4 > 0, today - draws.whole(10, YEAR, count)
    teller.family_fact("gas-registration-date", registered, of=gas, absent=~applied)
    signed = np.minimum(registered + draws.whole(-30, HALF_YEAR, count), today)
    teller.family_fact("gas-contract-date", signed, of=gas, absent=draws.chances(count) % 3 > 0)
    _contract(teller, draws)
    minors = homes.any(homes.age < MINOR)
    camp = _some(teller, draws, "requests.camp_share", minors)
    _price(teller, draws, "camp-price", "requests.camp", camp)
    funeral = _some(teller, draws, "requests.funeral")
    teller.family_fact("relative-death-date", today - draws.whole(1, HALF_YEAR, count), of=funeral)
    teller.family_fact("paid-for-funeral", draws.chances(count) % 8 > 0, of=funeral)


def _contract(teller: Teller, draws: Draws) -> None:
    """A social contract: its goal, and the price of the course or the cost of the project."""
    wants = _some(teller, draws, "requests.contract")
    goal = draws.one_of(teller.region["requests.goal"], teller.homes.count)
    teller.homes.drawn["requests.goal"] = "family", np.where(wants, goal, NOBODY)
    teller.choice("contract-goal", GOALS, goal, of=wants)
    _price(teller, draws, "course-price", "requests.course", wants & (goal < 2))
    _price(teller, draws, "project-cost", "requests.project", wants & (goal > 0) & (goal < 3))


def _some(teller: Teller, draws: Draws, path: str, of: Bools | None = None) -> Bools:
    found = draws.happens(teller.region[path], teller.homes.count)
    teller.homes.drawn[path] = "family", found if of is None else np.where(of, found, NOBODY)
    return found if of is None else found & of


def _price(teller: Teller, draws: Draws, key: str, path: str, of: Bools) -> None:
    """A sum that these families know."""
    price = draws.roubles(teller.region[path], teller.homes.count)
    teller.homes.drawn[path] = "family", np.where(of, price, NOBODY)
    teller.family_fact(key, price, of=of)

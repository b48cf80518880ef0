"""Any families at all, as hypothesis makes them: few facts of every type, known in every way."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from ryadom.rules.facts import Cover, FactValue, Family, Person, Record
from ryadom.rules.incomes import shifted

FIRST = date(2025, 1, 1)
MONTHS = st.integers(0, 23).map(lambda at: shifted(FIRST, at))
KOPECKS = st.integers(0, 10**13).map(lambda n: Decimal(n) / 100)
MILLIONTHS = st.integers(-(10**15), 10**15).map(lambda n: Decimal(n) / 10**6)
IDS = st.text("абвxyz0 -«»", min_size=1, max_size=8)


def values(kind):
    """Any value that a fact of this kind may have."""
    file = kind.file
    return {
        "boolean": st.booleans(),
        "date": st.dates(date(1900, 1, 1), date(2200, 12, 31)),
        "money": KOPECKS,
        "number": MILLIONTHS,
        "choice": st.sampled_from([choice.value for choice in file.choices] or [""]),
    }[file.type]


def facts(book, *owners):
    """Facts of these owners, known, absent, estimated or not known at all."""
    kinds = {key: kind for key, kind in book.facts.items() if kind.file.of in owners and kind.file.type != "text"}
    some = {}
    for kind in ("boolean", "date", "money", "number", "choice"):
        some.update({key: one for key, one in list(kinds.items()) if one.file.type == kind and len(some) < 40})
    sources = st.sampled_from(["said", "staff", "document", "register"])
    return st.fixed_dictionaries(
        {},
        optional={
            key: st.builds(FactValue, st.none() | values(kind), sources, st.booleans()) for key, kind in some.items()
        },
    )


@st.composite
def families(draw, book):
    """Some families with records and covers."""
    found = []
    persons, homes = facts(book, "person"), facts(book, "family", "dwelling")
    for number in range(draw(st.integers(1, 4))):
        names = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
        members = tuple(Person(f"{number}{name}", f"{number}{name}", draw(persons)) for name in names)
        months = draw(
            st.lists(
                st.tuples(st.sampled_from(members), MONTHS), unique_by=lambda both: (both[0].id, both[1]), max_size=5
            )
        )
        records = tuple(
            Record(person.id, month, "income", amount, "register")
            for person, month in sorted(months, key=lambda both: (members.index(both[0]), both[1]))
            if (amount := draw(KOPECKS))
        )
        first, last = sorted(draw(st.tuples(MONTHS, MONTHS)))
        cover = Cover(first, last) if draw(st.booleans()) else None
        found.append(Family(book.region, members, draw(homes), draw(st.booleans()), records, cover))
    return found

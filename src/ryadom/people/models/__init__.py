"""The nouns of this room. Decisions live in `actions`, questions in `queries`."""

from ryadom.people.models.accounts import Account, Identity, Level, LoginCode, Role, Staff
from ryadom.people.models.facts import Fact, IncomeRecord, IncomeTotal
from ryadom.people.models.families import Dwelling, Family, FamilyMember, FamilyRole, Ground, Representation
from ryadom.people.models.imports import ImportBatch, ImportedRow, Likeness, Merge, Verdict
from ryadom.people.models.persons import Consent, Organisation, Person, Sex
from ryadom.people.models.sources import Source
from ryadom.people.models.trails import AccessLine, ChangeLine, SearchLine

__all__ = [
    "AccessLine",
    "Account",
    "ChangeLine",
    "Consent",
    "Dwelling",
    "Fact",
    "Family",
    "FamilyMember",
    "FamilyRole",
    "Ground",
    "Identity",
    "ImportBatch",
    "ImportedRow",
    "IncomeRecord",
    "IncomeTotal",
    "Level",
    "Likeness",
    "LoginCode",
    "Merge",
    "Organisation",
    "Person",
    "Representation",
    "Role",
    "SearchLine",
    "Sex",
    "Source",
    "Staff",
    "Verdict",
]

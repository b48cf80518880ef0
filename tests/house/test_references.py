"""When two records of one person become one, every column of every room that names a person has been thought of."""

from django.apps import apps
from django.db import models

from ryadom.people import references
from ryadom.people.models import Person

# Texts that hold a person's id without a key: "who it is for" is a person's id, or "family".
SUBJECTS = {"subject"}
# What stands inside texts of a decision stays as it was written: a decision is never changed.
WRITTEN_ONCE = {
    "measures.claimfact.ref", "measures.decision.facts", "measures.decision.answer", "measures.proposal.facts",
    "measures.proposal.answer",
}  # fmt: skip


def names_a_person(model, field):
    if field.is_relation:
        return field.related_model is Person and field.concrete
    of_persons = any(other.is_relation and other.related_model is Person for other in model._meta.local_fields)
    return of_persons and field.name in SUBJECTS and isinstance(field, models.CharField)


def columns():
    ours = [model for model in apps.get_models() if model.__module__.startswith("ryadom.")]
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in ours
        for field in model._meta.local_fields
        if names_a_person(model, field)
    }


def test_no_column_that_names_a_person_was_forgotten():
    assert columns() - references.known_names() == set()


def test_every_name_in_the_list_is_a_column():
    every = {
        f"{model._meta.label_lower}.{field.name}" for model in apps.get_models() for field in model._meta.local_fields
    }
    assert references.known_names() - every == set()
    assert every >= WRITTEN_ONCE


def test_the_test_sees_a_forgotten_column():
    known = references.known_names() - {"cases.case.person"}
    assert columns() - known == {"cases.case.person"}

"""Rule 4: foreign keys point down and hang nothing on the lower room."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from ryadom.site.rooms import FLOORS

LEVEL = {f"ryadom.{room}": level for level, floor in enumerate(FLOORS) for room in floor}


def room_of(model):
    return apps.get_app_config(model._meta.app_label).name


def relations(model):
    fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return [field for field in fields if field.is_relation and field.related_model is not None]


def wrong_keys(model, here, room=room_of):
    told = []
    for field in relations(model):
        there = room(field.related_model)
        if there == here or not there.startswith("ryadom."):
            continue
        if LEVEL[there] >= LEVEL[here]:
            told.append(f"{model.__name__}.{field.name} points at {there}, which does not stand below {here}")
        if not (field.remote_field.related_name or "").endswith("+"):
            told.append(f"{model.__name__}.{field.name} hangs a reverse accessor on {there}: related_name='+'")
    return told


def test_keys_point_down_and_hang_nothing():
    ours = [model for model in apps.get_models() if room_of(model).startswith("ryadom.")]
    told = [wrong for model in ours for wrong in wrong_keys(model, room_of(model))]
    assert not told, "\n".join(told)


@isolate_apps("django.contrib.contenttypes")
@pytest.mark.parametrize(
    ("here", "there", "name", "faults"),
    [
        ("ryadom.cases", "ryadom.people", "+", 0),
        ("ryadom.cases", "ryadom.people", "cases", 1),
        ("ryadom.people", "ryadom.cases", "+", 1),
        ("ryadom.rules", "ryadom.papers", "+", 1),
        ("ryadom.rules", "ryadom.measures", "answers", 2),
        ("ryadom.cases", "ryadom.cases", "notes", 0),
    ],
)
def test_the_rule_can_fail(here, there, name, faults):
    class Sample(models.Model):
        target = models.ForeignKey(ContentType, models.CASCADE, related_name=name)

        class Meta:
            app_label = "contenttypes"

    assert len(wrong_keys(Sample, here, room=lambda model: there)) == faults

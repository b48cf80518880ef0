"""What the board kept beside the rules becomes saved scenarios of the rules, with the same keys; then the table goes."""

import json
from hashlib import sha256

from django.db import migrations

COUNTED = ('gain', 'lose', 'unchanged', 'unknown')


def carry(apps, schema_editor):
    kept = apps.get_model('rules', 'WhatIf')._base_manager
    for row in apps.get_model('ministry', 'Scenario')._base_manager.order_by('pk').iterator():
        kept.create(**_carried(row))


def _carried(row):
    value, before = (format(number.normalize(), 'f') for number in (row.value, row.before))
    keys = '/'.join(choice for _, choice in row.keys)
    found, moved = dict(row.found), {'parameter': row.parameter, 'keys': row.keys, 'value': value, 'before': before}
    told = {'title': row.title, 'on': row.on.isoformat(), 'parameters': {row.parameter: {keys: value} if keys else value}}
    hash = _hash(row, value, before)
    return {
        'region': row.region, 'token': row.token, 'title': row.title, 'on': row.on, 'hash': hash,
        'document': {'hash': hash, 'region': row.region, **told},
        'summary': {
            'moved': moved, **found, 'broken': found.get('broken', []),
            'families': dict(zip(COUNTED, found['families'], strict=True)),
        },
        'population': row.snapshot, 'imagined': row.imagined, 'lock_before': row.lock, 'lock_after': row.lock,
        'author_id': row.author_id, 'author_name': row.author_name, 'at': row.at, 'shared': row.shared,
        'proposed_at': row.proposed_at,
    }


def _hash(row, value, before):
    """As `Scenario.hash` says of a scenario that moves one number."""
    said = {
        'region': row.region, 'on': row.on.isoformat(),
        'numbers': [] if value == before else [[row.parameter, row.keys, value]],
        'measures': [], 'added': [], 'left_out': [], 'ceilings': [], 'seed': 0,
    }
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class Migration(migrations.Migration):

    dependencies = [
        ('ministry', '0001_start'),
        ('rules', '0004_a_moved_number_is_a_scenario'),
    ]

    operations = [
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.DeleteModel(name='Scenario'),
    ]

"""The database itself keeps facts, incomes and reading lines as they were written."""

from django.db import migrations

from ryadom.regions.append_only import append_only

SUPERSEDE = ("superseded_at", "superseded_by_id")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_start")]

    operations = [
        append_only("people_fact", may_close=SUPERSEDE),
        append_only("people_incomerecord", may_close=SUPERSEDE),
        append_only("people_incometotal", may_close=SUPERSEDE),
        append_only("people_accessline"),
        append_only("people_searchline"),
    ]

"""The database itself keeps decisions, and what staff proved for a claim, as they were written."""

from django.db import migrations

from ryadom.regions.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_start")]

    operations = [append_only("measures_decision"), append_only("measures_claimfact")]

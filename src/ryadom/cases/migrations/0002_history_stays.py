"""The database itself keeps the history of a case as it was written."""

from django.db import migrations

from ryadom.regions.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_start")]

    operations = [append_only("cases_caseevent")]

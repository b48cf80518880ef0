"""Where the tests' own database is, for another process that is to work in it too."""

from urllib.parse import urlencode

from django.db import connection


def database_address() -> str:
    """A DATABASE_URL of the database this test is in, whether its server listens on a port or in a folder."""
    told = connection.settings_dict
    where = {key.lower(): told[key] for key in ("HOST", "PORT") if told[key]}
    password = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
    return f"postgres://{told['USER']}{password}@/{told['NAME']}?{urlencode(where)}"

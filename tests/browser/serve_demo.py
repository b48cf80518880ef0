"""The demonstration on a clock that stands still, in a process and a database of its own: `python serve_demo.py PORT`.

The tests of this folder walk it as strangers do: nothing but addresses, forms and a browser.
"""

import os
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)  # half past twelve in Chelyabinsk, a Friday


def fresh_database() -> None:
    """An empty database beside the one of the tests; afterwards DATABASE_URL names it."""
    import psycopg

    parts = urlsplit(os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/ryadom")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"{parts.path.lstrip('/') or 'ryadom'}_shown{worker}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))


def imagine_people() -> None:
    """A small imagined population of the first region, so that a number can be tried on it."""
    persons = int(os.environ.get("RYADOM_SHOWN_PERSONS", "20000"))
    from ryadom.desks.ministry.whatif.session import folder
    from ryadom.rules import api as rules

    book, place = rules.rulebook("RU-CHE", AT.date()), folder() / "imagined"
    if not place.exists():
        rules.imagine_population(book, place, on=AT.date(), persons=persons, seed=7)


def serve(port: int) -> None:
    fresh_database()
    os.environ["DJANGO_SETTINGS_MODULE"] = "ryadom.site.settings"
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    from ryadom.regions import clock
    from ryadom.site import demonstration

    call_command("migrate", verbosity=0)
    with clock.frozen(AT):
        demonstration.load(AT)
        imagine_people()
        server = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
        server.set_app(get_wsgi_application())
        print("ready", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]))

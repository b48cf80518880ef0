"""The command `ryadom`: our own words (`commands.py`) and those that rooms bring in their `cli.py`.

A room's `cli.py` holds `commands`, a list of click commands, and imports nothing heavy at its top: all of them are
read at every start. One that needs the database says `needs_django = True`; the others start at once, without it.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

import click

from ryadom.site.faults import Fault
from ryadom.site.rooms import rooms_with


def set_up_django() -> None:
    """Prepares Django for a command, with the address of the database of this checkout."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryadom.site.settings")
    import django

    from ryadom.site.nearby import find_database

    find_database()
    django.setup()


def _with_django(work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def prepared(*arguments: Any, **options: Any) -> Any:
        set_up_django()
        return work(*arguments, **options)

    return prepared


def _prepare(command: click.Command) -> click.Command:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _prepare(inner)
    elif command.callback is not None:
        command.callback = _with_django(command.callback)
    return command


def _rooms_commands() -> list[click.Command]:
    found: list[click.Command] = []
    for room in rooms_with("cli.py"):
        module = import_module("ryadom.site.commands" if room == "ryadom.site" else f"{room}.cli")
        needs_django = getattr(module, "needs_django", False)
        found += [_prepare(command) if needs_django else command for command in module.commands]
    return found


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, commands=_rooms_commands())
def ryadom() -> None:
    """Рядом: меры социальной поддержки. What a family is entitled to, and the work that follows."""


def main() -> None:
    """Runs the command; a foreseen obstacle is one sentence and exit code 1, never a traceback."""
    try:
        ryadom()
    except Fault as fault:
        sys.stderr.write(f"Error: {fault}\n")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()

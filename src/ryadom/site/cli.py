"""The command `ryadom`: our own words (`commands.py`) and those that rooms bring in their `cli.py`.

A room's `cli.py` holds `commands`, a list of click commands, and imports nothing heavy at its top: it may be read to
find the word of another room. One that needs the database says `needs_django = True`, or only the function of a
command does, by an attribute of that name; the others start at once.
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


def _prepare(command: click.Command, every: bool) -> click.Command:
    """Sets Django up before the command; of a group, before those that ask for it, or `every` one."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _prepare(inner, every)
    elif command.callback is not None and (every or getattr(command.callback, "needs_django", False)):
        command.callback = _with_django(command.callback)
    return command


def _commands_of(room: str) -> dict[str, click.Command]:
    module = import_module("ryadom.site.commands" if room == "ryadom.site" else f"{room}.cli")
    needs_django = getattr(module, "needs_django", False)
    return {command.name or "": _prepare(command, needs_django) for command in module.commands}


class Rooms(click.Group):
    """Asks the rooms one after another, our own words first, and no further than the word is found."""

    def _rooms(self) -> list[str]:
        return ["ryadom.site", *(room for room in rooms_with("cli.py") if room != "ryadom.site")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = (_commands_of(room).get(cmd_name) for room in self._rooms())
        return next((command for command in found if command is not None), None)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for room in self._rooms() for name in _commands_of(room))


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
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

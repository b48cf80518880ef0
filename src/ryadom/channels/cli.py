"""The command `ryadom channels`: what a region's administrator does with bots, letters and the rehearsal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.group("channels")
def channels_group() -> None:
    """How people write to the region: bots, dead letters, the rehearsal."""


def _configuration() -> Any:
    from ryadom.channels.configuration import ConfigurationFault, current

    try:
        return current()
    except ConfigurationFault as fault:
        raise click.ClickException(str(fault)) from None


@channels_group.command("show")
def show_command() -> None:
    """What is connected, who is written to, and how much waits. No secret is told."""
    from ryadom.channels import delivering, inbox

    known = _configuration()
    for bot in known.bots:
        rules = known.rules(bot.region)
        state = "rehearsal" if bot.rehearsal else "live" if rules.live else f"trial, {len(rules.guests)} guests"
        click.echo(f"{bot.region}  {bot.channel.value:<8}  {bot.name:<16}  {state}")
    if not known.bots:
        click.echo("no bots: RYADOM_CHANNELS names no file, or the file names none")
    click.echo(
        f"waiting to be handled {inbox.waiting()}, dead {inbox.dead_letters()}, to be sent {delivering.waiting()}"
    )


@channels_group.command("dead")
@click.option("--region", required=True, help="A region's code, as RU-CHE.")
@click.option("--return", "number", type=int, help="Give this letter back to its lane.")
@click.option("--text", is_flag=True, help="Tell what was written, too: only for who may read it.")
def dead_command(region: str, number: int | None, text: bool) -> None:
    """Letters that could not be handled again and again."""
    from ryadom.channels import letters
    from ryadom.people.api import NotFound, system_actor
    from ryadom.regions.clock import now

    if number is not None:
        try:
            by = system_actor(region=region, reason="returned from the terminal")
            letters.return_dead(by=by, letter=number, at=now())
        except NotFound:
            raise click.ClickException(f"there is no dead letter {number} in {region}") from None
        click.echo(f"{number} is tried again")
        return
    for one in letters.listed(region):
        said = f"  {one.text!r}" if text else ""
        click.echo(f"{one.id}  {one.channel.value}  {one.dead_at:%Y-%m-%d %H:%M}  {one.begun} tries  {one.fault}{said}")


@channels_group.command("work")
@click.option("--once", is_flag=True, help="Do what can be done now, and end.")
def work_command(once: bool) -> None:
    """A worker for channels alone: for an installation in which the general worker has too much to do."""
    import signal
    import threading

    from ryadom.channels.working import attend_for_ever

    _configuration()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    attend_for_ever(stop, once=once)


@channels_group.command("subscribe")
def subscribe_command() -> None:
    """Tell MAX and Telegram our addresses, and VK's code of confirmation to whoever writes the file."""
    from ryadom.channels.adapters import vk
    from ryadom.channels.errors import NotSent
    from ryadom.channels.shapes import Channel
    from ryadom.channels.watch import hook, keep_subscribed
    from ryadom.regions.clock import now

    known = _configuration()
    for name, told in keep_subscribed(at=now()).items():
        click.echo(f"{name}: {told}")
    for bot in known.bots:
        if bot.channel is Channel.VK:
            try:
                code = vk.confirmation_code(bot)
            except NotSent as fault:
                code = f"VK did not tell ({fault.why})"
            click.echo(f"vk {bot.name}: address {hook(bot)}, confirmation {code}")


@channels_group.command("rehearse")
@click.option("--region", required=True, help="The region whose bots these are, as RU-CHE.")
@click.option("--port", type=int, help="Where it listens; what the file names, else 8765.")
@click.option("--site", default="http://127.0.0.1:8000", show_default=True, help="Where Ryadom runs.")
@click.option("--write", type=click.Path(path_type=Path), help="Write the file for RYADOM_CHANNELS and end.")
def rehearse_command(region: str, port: int | None, site: str, write: Path | None) -> None:
    """A local server that speaks as Telegram, VK and MAX do; nobody is behind it. Shows every chat as a page.

    First write the file with --write and start Ryadom with RYADOM_CHANNELS naming it; then start the rehearsal.
    """
    from ryadom.channels.rehearsal import stage

    if write is not None:
        stage.write(write, region, f"http://127.0.0.1:{stage.PORT if port is None else port}", site)
        click.echo(f"RYADOM_CHANNELS={write}")
        return
    stage.play(_configuration(), region, port, lambda address: click.echo(f"The rehearsal is at {address}/"))


for command in (show_command, dead_command, work_command, subscribe_command, rehearse_command):
    assert command.callback is not None
    command.callback.needs_django = True  # type: ignore[attr-defined]
commands = [channels_group]

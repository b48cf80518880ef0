"""The rehearsal as a region sees it: a file of channels whose bots speak with the town, and the town itself."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from ryadom.channels.configuration import Bot, Configuration
from ryadom.channels.shapes import Channel
from ryadom.channels.watch import hook
from ryadom.regions.clock import now

from .server import serve
from .town import Town

PORT = 8765
CHANNELS = (Channel.MAX, Channel.VK, Channel.TELEGRAM)


def bots(region: str, town: str, site: str) -> tuple[Bot, ...]:
    """Bots of the rehearsal with fresh secrets; nothing of them works anywhere else."""
    paths = {Channel.VK: "/vk/method", Channel.MAX: "/max", Channel.TELEGRAM: "/telegram"}
    return tuple(
        Bot(
            channel=channel, name="rehearsal", region=region, rehearsal=True, base_url=f"{town}{paths[channel]}",
            public_url=site, group="1" if channel is Channel.VK else "",
            token=f"1:{secrets.token_hex(16)}", secret=secrets.token_hex(16), path=secrets.token_hex(16),
            confirmation=secrets.token_hex(4),
        )
        for channel in CHANNELS
    )  # fmt: skip


def write(path: Path, region: str, town: str, site: str) -> None:
    """The file for `RYADOM_CHANNELS`, closed to others."""
    lines = []
    for bot in bots(region, town, site):
        secret = {name: getattr(bot, name).get_secret_value() for name in ("token", "secret", "path", "confirmation")}
        plain = {"channel": bot.channel.value, "name": bot.name, "region": bot.region, "base_url": bot.base_url,
                 "public_url": bot.public_url, "group": bot.group}  # fmt: skip
        lines += [
            "[[bots]]",
            "rehearsal = true",
            *(f'{name} = "{value}"' for name, value in {**plain, **secret}.items()),
        ]
        lines.append("")
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("\n".join(lines), "utf-8")


def play(known: Configuration, region: str, port: int | None, tell: Callable[[str], None]) -> None:
    """The town with the bots of the configuration, each called at the address it would give; until Ctrl-C.

    `port` None: the one at which the bots of the file look for it, so that the two cannot differ unseen.
    """
    mine = tuple(bot for bot in known.bots if bot.rehearsal and bot.region == region)
    if port is None:
        port = next((found for bot in mine if (found := urlsplit(bot.base_url).port)), PORT)
    town = Town(mine or bots(region, f"http://127.0.0.1:{port}", ""), clock=now)
    for house in town.houses.values():
        if house.bot.public_url:
            house.hook, house.hook_secret = hook(house.bot), house.bot.secret.get_secret_value()
    serve(town, port, tell)

"""Which bots this installation speaks through, and to whom each region may write: one TOML file named by
`RYADOM_CHANNELS`.

It stands beside the program and not in the database or in a practice: it holds secrets, and a copy of a region's data
in a test installation must not begin to write to the region's people. A region that it does not name is on trial.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import time
from functools import cache
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from .shapes import Channel

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EMPTY = SecretStr("")
_used: list[Configuration | None] = []


class ConfigurationFault(ValueError):
    """The file of channels cannot be right: one sentence, in which nothing of the file's values is repeated."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bot(_Strict):
    """One account of the region at one channel.

    `path`: the secret part of the address the channel calls; `secret`: what it shows us then. `rehearsal`: nobody is
    behind this bot, it speaks with our own local server, so trial regions may write through it. `inbox_url`: the
    mailbox where letters of people come, read with `user` and `token`.
    """

    channel: Channel
    name: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    region: Annotated[str, Field(pattern=r"^RU-[A-Z]{2,3}$")]
    token: SecretStr = _EMPTY
    secret: SecretStr = _EMPTY
    path: SecretStr = _EMPTY
    confirmation: SecretStr = _EMPTY
    group: str = ""
    base_url: str = ""
    public_url: str = ""
    folder: Path | None = None
    inbox_url: str = ""
    sender: str = ""
    user: str = ""
    certificates: Path | None = None
    rehearsal: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.rehearsal and urlsplit(self.base_url).hostname not in LOOPBACK:
            raise ValueError(
                "a bot of the rehearsal speaks with this machine only: base_url must be a loopback address"
            )
        if self.channel in (Channel.MAX, Channel.VK, Channel.TELEGRAM):
            for name in ("token", "secret", "path"):
                if len(getattr(self, name).get_secret_value()) < 8:
                    raise ValueError(f"{name} must be given and hold at least 8 characters")
        elif self.channel in (Channel.SMS, Channel.EMAIL) and self.folder is None and not self.sender:
            raise ValueError("folder or sender must be given")
        if self.inbox_url and (self.channel is not Channel.EMAIL or self.folder is not None):
            raise ValueError("inbox_url is for e-mail that is not brought by a folder")
        if self.inbox_url and urlsplit(self.inbox_url).scheme not in ("imap", "imaps"):
            raise ValueError("inbox_url must begin with imaps:// or imap://")
        return self


class RegionRules(_Strict):
    """To whom a region may write and when. `guests`: "channel:chat" of those a region on trial writes to."""

    live: bool = False
    state_body: bool = True
    guests: frozenset[str] = frozenset()
    quiet_from: time = time(21)
    quiet_till: time = time(9)

    def invites(self, channel: str, chat: str) -> bool:
        return self.live or f"{channel}:{chat}" in self.guests


class Configuration(_Strict):
    """The whole file."""

    bots: tuple[Bot, ...] = ()
    regions: Mapping[str, RegionRules] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _together(self) -> Self:
        names = [(bot.channel, bot.name) for bot in self.bots]
        paths = [bot.path.get_secret_value() for bot in self.bots if bot.path.get_secret_value()]
        if len(set(names)) < len(names):
            raise ValueError("two bots of one channel have one name")
        if len(set(paths)) < len(paths):
            raise ValueError("two bots have one path: updates of one would be taken for the other's")
        for bot in self.bots:
            if bot.channel is Channel.TELEGRAM and self.rules(bot.region).state_body and not bot.rehearsal:
                raise ValueError(foreign_messenger())
        return self

    def rules(self, region: str) -> RegionRules:
        """What holds in a region; on trial where the file says nothing."""
        return self.regions.get(region) or RegionRules()

    def bot(self, channel: str, name: str, region: str) -> Bot | None:
        """The bot of this name, or None."""
        found = (bot for bot in self.bots if (bot.channel, bot.name, bot.region) == (channel, name, region))
        return next(found, None)

    def one_of(self, channel: str, region: str) -> Bot | None:
        """The region's first bot at a channel: for who begins a conversation by SMS or e-mail."""
        return next((bot for bot in self.bots if (bot.channel, bot.region) == (channel, region)), None)


def foreign_messenger() -> str:
    """Why a state body has no bot in a foreign messenger, in words for whoever set it up."""
    return _(
        "Телеграм: государственный орган не ведёт приём через иностранный мессенджер. Уберите бота или, если этот "
        "регион обслуживает не государственный орган, напишите state_body = false."
    )


def current() -> Configuration:
    """The configuration of this process. Raises ConfigurationFault."""
    if _used and _used[-1] is not None:
        return _used[-1]
    path = settings.RYADOM.channels
    return _read(path, path.stat().st_mtime_ns) if path and path.is_file() else _nothing(path)


def _nothing(path: Path | None) -> Configuration:
    if path is not None:
        raise ConfigurationFault(_("RYADOM_CHANNELS называет файл, которого нет."))
    return Configuration()


@cache
def _read(path: Path, changed: int) -> Configuration:
    if path.stat().st_mode & 0o007:
        raise ConfigurationFault(_("Файл каналов хранит секреты, а читать его могут все: закройте его (chmod 600)."))
    try:
        return Configuration.model_validate(tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as fault:
        raise ConfigurationFault(f"{path.name}: {fault}") from None
    except ValidationError as fault:
        raise ConfigurationFault(f"{path.name}: {_sentence(fault)}") from None


def _sentence(fault: ValidationError) -> str:
    """Places and reasons; never the values, they may be secrets."""
    told = (
        (".".join(str(part) for part in one["loc"]), one["msg"].removeprefix("Value error, ")) for one in fault.errors()
    )
    return "; ".join(f"{place}: {words}" if place else words for place, words in told)


@contextmanager
def use(configuration: Configuration | None) -> Iterator[None]:
    """For tests: this configuration instead of the file, None for the file again, until the block ends."""
    _used.append(configuration)
    try:
        yield
    finally:
        _used.pop()

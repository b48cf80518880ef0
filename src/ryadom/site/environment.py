"""What the environment may say, typed. Everything else of the settings follows from these values.

A wrong value stops the start with one sentence that names the variable; a missing one has a default fit for a trial,
except in production, where nothing secret is ever guessed.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ryadom.site.faults import Fault

CHECKOUT = Path(__file__).resolve().parents[3]


class Mode(StrEnum):
    """How careful to be: `trial` serves a person's own machine, `production` serves people."""

    TRIAL = "trial"
    PRODUCTION = "production"


class EnvironmentFault(Fault):
    """The environment says something that cannot be: one sentence for the terminal."""


class Environment(BaseSettings):
    """One attribute for each variable: `RYADOM_PORT` is `port`; `DATABASE_URL` keeps its customary name."""

    model_config = SettingsConfigDict(env_prefix="RYADOM_", frozen=True, extra="ignore", populate_by_name=True)

    database_url: str = Field("", validation_alias=AliasChoices("DATABASE_URL", "database_url"))
    secret_key: str = ""
    data: Path = CHECKOUT / ".data"
    practices: Path = CHECKOUT / "practices"
    channels: Path | None = None
    outside_key: str = ""
    hosts: Annotated[list[str], NoDecode] = ["localhost", "127.0.0.1", "[::1]"]
    bind: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    workers: int = Field(2, ge=1, le=64)
    debug: bool = False
    demo: bool = True
    mode: Mode = Mode.TRIAL
    behind_tls: bool = True
    log_level: str = "INFO"

    @field_validator("hosts", mode="before")
    @classmethod
    def _split_hosts(cls, given: object) -> object:
        if isinstance(given, str):
            return [host.strip() for host in given.split(",") if host.strip()]
        return given

    @field_validator("data", "practices", "channels")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().resolve() if path else None

    @model_validator(mode="after")
    def _production_guesses_nothing(self) -> "Environment":
        if self.mode is not Mode.PRODUCTION:
            return self
        if len(self.secret_key) < 50:
            raise ValueError("RYADOM_SECRET_KEY must hold at least 50 random characters in production")
        if not self.database_url:
            raise ValueError("DATABASE_URL must name your own PostgreSQL in production")
        if self.debug:
            raise ValueError("RYADOM_DEBUG must be off in production")
        if "hosts" not in self.model_fields_set:
            raise ValueError("RYADOM_HOSTS must list the host names people will type")
        if "demo" in self.model_fields_set and self.demo:
            raise ValueError("RYADOM_DEMO must be off in production: invented people do not mix with real ones")
        return self

    @property
    def production(self) -> bool:
        """Whether real people are served."""
        return self.mode is Mode.PRODUCTION

    @property
    def scratch(self) -> Path:
        """Where a command keeps people's facts while it runs, and not longer."""
        return self.data / "scratch"

    @property
    def shows_demo(self) -> bool:
        """Whether the invented cast is loaded and the banner that says so stands."""
        return self.demo and not self.production


def _sentence(fault: ValidationError) -> str:
    def told(error: object) -> str:
        assert isinstance(error, dict)
        place = "".join(str(part) for part in error["loc"])
        name = place if place.isupper() or not place else f"RYADOM_{place.upper()}"
        message = str(error["msg"]).removeprefix("Value error, ")
        return f"{name}: {message}" if name else message

    return "; ".join(told(error) for error in fault.errors())


@cache
def environment() -> Environment:
    """The environment of this process, read once.

    Raises `EnvironmentFault` with one sentence; the values themselves are never repeated, they may be secrets.
    """
    try:
        return Environment()
    except ValidationError as fault:
        raise EnvironmentFault(_sentence(fault)) from None


def database_settings(url: str) -> dict[str, object]:
    """A `DATABASE_URL` as Django's settings of one database; `?host=/folder` names a socket folder.

    Raises `EnvironmentFault` when the address is not one of PostgreSQL.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise EnvironmentFault("DATABASE_URL is not an address: postgres://user:password@host:port/name") from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise EnvironmentFault("DATABASE_URL must begin with postgres://; Ryadom stores its data in PostgreSQL only")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "ryadom",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }

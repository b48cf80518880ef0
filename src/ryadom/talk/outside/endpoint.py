"""One question to an OpenAI-compatible endpoint, in a bounded time. Knows nothing of conversations."""

from __future__ import annotations

import time
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

MOST_BYTES = 20_000  # an answer is one id or one short text


class Late(Exception):
    """It did not answer in time."""


class Failed(Exception):
    """It answered with an error or with something that is no answer."""


@dataclass(frozen=True)
class Endpoint:
    """Where to ask. `timeout`: seconds for the whole answer. `key` is never shown."""

    url: str
    model: str
    timeout: float
    key: str = ""

    def __repr__(self) -> str:
        return f"Endpoint({self.model!r})"


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore")
    content: str


class _Choice(BaseModel):
    model_config = ConfigDict(extra="ignore")
    message: _Said


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")
    choices: list[_Choice] = Field(min_length=1)


def ask(endpoint: Endpoint, *, task: str, text: str) -> str:
    """The words of the answer. Raises Late, Failed; never waits longer than the endpoint's time and a moment."""
    until = time.monotonic() + endpoint.timeout
    body = {
        "model": endpoint.model, "temperature": 0, "stream": False,
        "messages": [{"role": "system", "content": task}, {"role": "user", "content": text}],
    }  # fmt: skip
    headers = {"authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    address = f"{endpoint.url.rstrip('/')}/chat/completions"
    try:
        with (
            httpx.Client(timeout=endpoint.timeout, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", address, json=body, headers=headers) as response,
        ):
            return _read(response, until)
    except httpx.TimeoutException:
        raise Late from None
    except (httpx.HTTPError, httpx.InvalidURL):
        raise Failed from None


def _read(response: httpx.Response, until: float) -> str:
    if response.status_code != httpx.codes.OK:
        raise Failed
    got = b""
    for chunk in response.iter_bytes():
        got += chunk
        if time.monotonic() > until:
            raise Late
        if len(got) > MOST_BYTES:
            raise Failed
    try:
        return _Answer.model_validate_json(got).choices[0].message.content.strip()
    except ValidationError:
        raise Failed from None

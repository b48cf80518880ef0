"""What cannot change while one thing is handled is asked of the database once.

A turn of a conversation looks at the practices in force some twenty times. Inside `asking_once` the first answer stays;
outside it every question is asked anew, so a page that changes something and then looks never sees an old answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

Answer = TypeVar("Answer")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """Answers given in here stay until the outermost of these blocks ends. For what reads rules and changes none."""
    if _answers.get() is not None:
        yield
        return
    mine = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(mine)


def once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question named by `key`: asked now, or given before in this block. It must not be changed."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    return cast(Answer, answers[key])


def forget() -> None:
    """Whoever does change the practices in force says so: the next question is asked anew."""
    if (answers := _answers.get()) is not None:
        answers.clear()

"""The session engine: a population held in memory, parameters made ready once, values tried in threads.

What was tried is remembered by value. A newer wish of the same seat (an open page) makes an older one stop.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from threading import Lock, Thread
from time import perf_counter
from typing import Any, Generic, TypeVar

from ryadom.rules.compiled import Rulebook
from ryadom.rules.trying.bands import numbers_of
from ryadom.rules.trying.changes import Change
from ryadom.rules.trying.effect import Effect, Moved
from ryadom.rules.trying.held import Held
from ryadom.rules.trying.moving import difference
from ryadom.rules.trying.prepared import Piece, Prepared, prepare

THREADS = 2
READY = 1  # parameters kept ready: each holds copies of those whom it reaches
REMEMBERED = 400  # values tried
SEATS = 1_000  # open pages

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="trying")
_making = Lock()  # one parameter at a time is made ready: it takes memory


class Superseded(Exception):
    """The same page has asked for something newer: nobody waits for this any more."""


class Unknown(LookupError):
    """There is no such parameter, or no such keys of it."""


class Workbench:
    """A book, a day and a population; safe to use from several threads."""

    def __init__(self, book: Rulebook, held: Held, on: date) -> None:
        self.book, self.held, self.on = book, held, on
        self._lock = Lock()
        self._ready: _Kept[str, Future[Prepared]] = _Kept(READY)
        self._tried: _Kept[Moved, Effect] = _Kept(REMEMBERED)
        self._seats: _Kept[str, int] = _Kept(SEATS)

    def is_ready(self, parameter: str) -> bool:
        """Whether a value of it can be tried at once; the work begins if nobody has begun it. Raises Unknown."""
        return self._begun(parameter).done()

    def prepared(self, parameter: str, patience: float | None = None) -> Prepared:
        """The parameter made ready; waits. Raises TimeoutError when it takes longer than `patience` seconds."""
        return self._begun(parameter).result(patience)

    def move(self, moved: Moved, *, seat: str = "", patience: float | None = None) -> Effect:
        """What a value does. Raises Superseded, Unknown, TimeoutError (see `prepared`)."""
        stop = self._sit(seat)
        kept = self._tried.get(moved)
        if kept is not None:
            return kept
        prepared = self.prepared(moved.parameter, patience)
        begun = perf_counter()
        changes = self._decide(prepared, moved, stop)
        found = difference(self.book, self.held, prepared, changes, moved)
        found = Effect(**{**vars(found), "seconds": perf_counter() - begun})
        self._tried.put(moved, found)
        return found

    def _decide(self, prepared: Prepared, moved: Moved, stop: Callable[[], bool]) -> list[Change]:
        def one(piece: Piece) -> list[Change]:
            if stop():
                raise Superseded
            return piece.tried(moved)

        return [change for changes in _pool.map(one, prepared.pieces) for change in changes]

    def _sit(self, seat: str) -> Callable[[], bool]:
        """This wish is now the newest of its seat; tells later whether it still is."""
        if not seat:
            return lambda: False
        with self._lock:
            mine = (self._seats.get(seat) or 0) + 1
            self._seats.put(seat, mine)
        return lambda: self._seats.get(seat) != mine

    def _begun(self, parameter: str) -> "Future[Prepared]":
        if parameter not in self.book.parameters:
            raise Unknown(parameter)
        with self._lock:
            found = self._ready.get(parameter)
            if found is None or (found.done() and found.exception()):
                found = Future()
                self._ready.put(parameter, found)
                Thread(target=self._prepare, args=(parameter, found), daemon=True).start()
        return found

    def _prepare(self, parameter: str, future: "Future[Prepared]") -> None:
        try:
            with _making:
                future.set_result(prepare(self.book, self.held, parameter, self.on))
        except Exception as fault:
            future.set_exception(fault)


def as_numbers(book: Rulebook, moved: Moved) -> dict[str, Any]:
    """A value on trial as `Everyone` takes it."""
    return numbers_of(book, moved.parameter, moved.keys, moved.value)


class _Kept(Generic[K, V]):
    """The latest few, by key."""

    def __init__(self, most: int) -> None:
        self._most, self._lock, self._found = most, Lock(), OrderedDict[K, V]()

    def get(self, key: K) -> V | None:
        with self._lock:
            if key not in self._found:
                return None
            self._found.move_to_end(key)
            return self._found[key]

    def put(self, key: K, value: V) -> None:
        with self._lock:
            self._found[key] = value
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)

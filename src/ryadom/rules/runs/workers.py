"""Work by number in processes of their own: each is forked when everything is ready, does one number and is gone with
all its memory. The interpreter is not shared, so two processors do twice as much.
"""

import ctypes
import os
import signal
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

from ryadom.rules.runs.faults import worker_lost

T = TypeVar("T")
DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


def forked(numbers: Iterable[int], work: Callable[[int], T], workers: int) -> Iterator[tuple[int, T]]:
    """What `work` gives for each number, as it comes, from so many processes at once.

    A fault of `work` is raised here as it is. Raises RunError where a process was killed. When the caller stops or a
    fault is raised, the other processes are ended.
    """
    waiting, running = deque(numbers), dict[Any, tuple[int, Any]]()
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                number = waiting.popleft()
                pipe, process = _begun(work, number)
                running[pipe] = number, process
            for pipe in cast(list[Connection], wait(list(running))):
                number, process = running[pipe]
                found = _received(pipe, process, number)
                del running[pipe]
                yield number, found
    finally:
        for _, process in running.values():
            process.kill()
        for _, process in running.values():
            process.join()


def _begun(work: Callable[[int], Any], number: int) -> tuple[Any, Any]:
    context = get_context("fork")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_one, args=(theirs, work, number, os.getpid()), daemon=True)
    with warnings.catch_warnings():  # newer Pythons warn of forking beside threads: ours wait for work and hold nothing
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()
    return mine, process


def _one(pipe: Connection, work: Callable[[int], Any], number: int, parent: int) -> None:
    """The whole life of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the run stops it by the parent
    _die_with(parent)
    try:
        found = True, work(number)
    except BaseException as fault:
        found = False, _carried(fault)
    pipe.send(found)
    pipe.close()


def _die_with(parent: int) -> None:
    """Where the system can, this process ends when its parent does, so that nobody else holds the folder."""
    call = getattr(ctypes.CDLL(None), "prctl", None)
    if call is not None:
        call(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _carried(fault: BaseException) -> BaseException:
    """A fault as it can travel: one that cannot be taken apart and put together goes as its words."""
    try:
        return copy(fault)
    except Exception:
        return RuntimeError("".join(traceback.format_exception(fault)))


def _received(pipe: Connection, process: Any, number: int) -> Any:
    try:
        done, found = pipe.recv()
    except EOFError:
        process.join()
        raise worker_lost(number, process.exitcode) from None
    process.join()
    if not done:
        raise found
    return found

"""Mutants of the kernel against decisions that were recorded once: each must be noticed, or be known as equivalent."""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import importlib.util
import multiprocessing as mp
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from multiprocessing import connection
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from tests.rules.everyone.proof.batches import Batch
from tests.rules.everyone.proof.comparing import differences
from tests.rules.everyone.proof.language import Language, noticed_in_language
from tests.rules.everyone.proof.mutating import Mutant, mutants_of, mutated

from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.rows import decide_by_rows

EQUIVALENT = Path(__file__).with_name("equivalent.txt")
COLUMNS, EVERYONE = "ryadom.feel.columns", "ryadom.rules.everyone"
# What both printings share stays as it is; what a slider asks (`again`) is no part of deciding, and has its own tests.
KEPT = tuple(f"{EVERYONE}.{name}" for name in ("decided", "rows", "again", "live", "nearby"))
BLOCK = 20  # families in a block, so that a record of small parts has several to join
SECONDS = 60  # of the processor, after which a mutant counts as one that never ends: on a busy machine, too
MEMORY = 8 << 30  # bytes of address space, so that one that grows without end breaks and harms nobody

Decide = Callable[[Batch], tuple[Decided, ...]]


@dataclass(frozen=True)
class Subject:
    """What is mutated: modules by name, and all modules that must be loaded anew to see the change."""

    modules: tuple[str, ...]
    anew: tuple[str, ...]
    decide: str = "tests.rules.everyone.proof.mutants:by_columns"


@dataclass(frozen=True)
class Verdict:
    mutant: Mutant
    caught: bool
    how: str


def kernel() -> Subject:
    """The columns: every module of `feel/columns` and of `rules/everyone` beside the slow printing."""
    names = [name for package in (COLUMNS, EVERYONE) for name in modules_below(package) if name not in KEPT]
    return Subject(tuple(names), tuple(names))


def modules_below(package: str) -> list[str]:
    """The modules of a package, the package itself included; none where there is no such package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return []
    root = Path(next(iter(spec.submodule_search_locations)))
    inner = [path.relative_to(root).with_suffix("").parts for path in sorted(root.rglob("*.py"))]
    return [".".join((package, *(part for part in parts if part != "__init__"))) for parts in inner]


def path_of(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None, module
    return Path(spec.origin)


def all_mutants(subject: Subject) -> list[Mutant]:
    return [mutant for module in subject.modules for mutant in mutants_of(module, path_of(module))]


def some(mutants: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """So many mutants: every module and in it every kind alike, as far as they go. Which ones is said by the seed and
    by what each of them changes, so that a line more brings in its own mutants and no others.
    """
    strata: dict[tuple[str, str], list[Mutant]] = {}
    for one in sorted(mutants, key=lambda one: _place(one, seed)):
        strata.setdefault((one.module, one.kind), []).append(one)
    turns = [(turn, _place(one, seed), one) for ones in strata.values() for turn, one in enumerate(ones)]
    return _quick_first([one for _, _, one in sorted(turns, key=lambda turn: turn[:2])[:count]])


def standing(mutants: Iterable[Mutant], share: float) -> list[Mutant]:
    """A fixed share of the mutants. Each belongs to it or not by what it changes alone: an edit changes the choice
    among the mutants of the edited lines and no others.
    """
    return _quick_first([one for one in mutants if _place(one) < share])


def _place(mutant: Mutant, seed: int = 0) -> float:
    """Where a mutant stands among all: from 0 to 1, the same on any machine."""
    return int.from_bytes(sha256(f"{seed}/{mutant.key}".encode()).digest()[:6]) / 2**48


def _quick_first(mutants: list[Mutant]) -> list[Mutant]:
    """Those of the language first: they are judged in milliseconds."""
    return sorted(mutants, key=lambda m: (not m.module.startswith(COLUMNS), m.module, m.at))


def by_columns(one: Batch) -> tuple[Decided, ...]:
    """What the columns decide, as they are loaded now."""
    deciding: Any = importlib.import_module(f"{EVERYONE}.deciding")
    deciding.FAMILIES = BLOCK if one.in_blocks else 50_000
    found: tuple[Decided, ...] = deciding.Everyone(one.book, on=one.on, parameters=one.parameters).decide(one.part)
    return found


# --- one mutant, in a process of its own -----------------------------------------------------------------------------

Families = Sequence[tuple[Batch, tuple[Decided, ...], int]]  # with the rows' decisions and how many were handed over


@dataclass(frozen=True)
class Corpus:
    """What mutants are tried on, recorded once: expressions for those of the language, then whole families."""

    language: Language
    families: Families


def recorded(batches: Iterable[Batch], language: Language = ()) -> Corpus:
    """Families with the decisions of the rows. A family on which the kernel disagrees already is left out: the
    differential run reports it, and every mutant would be noticed by it.
    """
    found = []
    for one in batches:
        try:
            rows, columns = by_rows(one), by_columns(one)
            wrong = {different.family for different in differences(columns, rows)}
            if wrong:
                kept = np.array([row for row in range(one.part.families) if row not in wrong], np.int64)
                one = replace(one, part=one.part.take(kept))
                rows, columns = by_rows(one), by_columns(one)
        except Exception as broken:
            print(f"  batch {one.name} is no part of the record: {type(broken).__name__}: {broken}", file=sys.stderr)
            continue
        if not differences(columns, rows):
            found.append((one, rows, sum(int(part.by_row.sum()) for part in columns)))
    return Corpus(language, found)


def by_rows(one: Batch) -> tuple[Decided, ...]:
    """A batch answered family by family."""
    return decide_by_rows(one.book, one.part, on=one.on, parameters=one.parameters)


class _Patched(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module with a mutant in it."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant, self.path = mutant, path_of(mutant.module)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != self.mutant.module:
            return None
        is_package = self.path.name == "__init__.py"
        spec = importlib.util.spec_from_loader(name, self, origin=str(self.path), is_package=is_package)
        if spec is not None and is_package:
            spec.submodule_search_locations = [str(self.path.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.path)
        tree = mutated(self.mutant, self.path.read_text(encoding="utf-8"))
        exec(compile(tree, str(self.path), "exec"), module.__dict__)


def loaded(subject: Subject, mutant: Mutant | None) -> Decide:
    """How the subject decides with the mutant in it. Only for a process that ends afterwards."""
    # Asking where a module lies loads its package: so that comes before anything is forgotten.
    patched = [_Patched(mutant)] if mutant is not None else []
    for name in subject.anew:
        sys.modules.pop(name, None)
    sys.meta_path[:0] = patched
    for name in subject.anew:
        importlib.import_module(name)
    module, _, function = subject.decide.partition(":")
    decide: Decide = getattr(importlib.import_module(module), function)
    return decide


def noticed(subject: Subject, mutant: Mutant | None, corpus: Corpus) -> str | None:
    """How a mutant was noticed; None where it survived. Without a mutant the kernel is only loaded anew."""
    try:
        decide = loaded(subject, mutant)
        return _in_language(mutant, corpus) or _in_families(decide, corpus.families)
    except Exception as broken:
        where = traceback.extract_tb(broken.__traceback__)[-1]
        return f"{type(broken).__name__}: {broken} ({Path(where.filename).name}:{where.lineno})"


def _in_language(mutant: Mutant | None, corpus: Corpus) -> str | None:
    if mutant is not None and not mutant.module.startswith(COLUMNS):
        return None
    return noticed_in_language(corpus.language)


def _in_families(decide: Decide, families: Families) -> str | None:
    for one, rows, handed in families:
        one.book.everyone.clear()  # what the book remembers of rules was found without the fault
        found = decide(one)
        different = differences(found, rows)
        if different:
            first = different[0]
            return f"{first.measure}: {first.what} {first.columns}, not {first.rows} ({len(different)})"
        turned = [part.measure for part in found if not _in_order(part)]
        if turned:
            return f"{turned[0]}: not in the order of the part"
        now = sum(int(part.by_row.sum()) for part in found)
        if now > handed:
            return f"{now} decisions handed over, not {handed}"
    return None


def _in_order(part: Decided) -> bool:
    """Family by family and in each person by person, as `Decided` promises; nobody comes twice."""
    subjects = list(zip(part.family.tolist(), part.person.tolist(), strict=True))
    return all(first < second for first, second in pairwise(subjects))


def judged(subject: Subject, mutants: Iterable[Mutant], corpus: Corpus, workers: int = 2) -> list[Verdict]:
    """Every mutant in a process of its own, two at a time, in their order; one that never ends is noticed, too."""
    wait, found = list(enumerate(mutants))[::-1], {}  # type: ignore[var-annotated]
    running: dict[Any, tuple[int, Mutant, Any]] = {}
    gc.freeze()  # so that a process of its own does not copy the record by looking through it
    context = mp.get_context("fork")
    while wait or running:
        while wait and len(running) < workers:
            at, mutant = wait.pop()
            mine, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_tell, args=(theirs, subject, mutant, corpus))
            process.start()
            theirs.close()
            running[mine] = at, mutant, process
        for pipe in connection.wait(list(running)):
            at, mutant, process = running.pop(pipe)
            found[at] = _heard(mutant, process, pipe)
    return [found[at] for at in sorted(found)]


def _tell(pipe: Any, subject: Subject, mutant: Mutant, corpus: Corpus) -> None:
    warnings.simplefilter("ignore")  # a kernel that is wrong on purpose may well divide by zero
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pipe.send(noticed(subject, mutant, corpus))
    pipe.close()


def _heard(mutant: Mutant, process: Any, pipe: Any) -> Verdict:
    """What a process said before it ended. One that needed too much of the processor is taken to never end."""
    try:
        how: str | None = pipe.recv()
    except EOFError:
        process.join()
        how = "it never ends" if process.exitcode == -signal.SIGXCPU else "it ended the process"
    process.kill()
    process.join()
    return Verdict(mutant, how is not None, how or "survived")


# --- the ones that change nothing ------------------------------------------------------------------------------------


def equivalent() -> dict[str, str]:
    """The listed mutants that change no decision: key -> reason."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines() if EQUIVALENT.exists() else []
    pairs = (line.rsplit(" | ", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {key: reason.strip() for key, reason in pairs}

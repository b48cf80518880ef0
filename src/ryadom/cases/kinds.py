"""What kinds of case there are. A room above registers its own in its `apps.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Stage:
    """One step that a person can understand; both texts are Russian msgids. `answered`: the person has been told what
    they asked for, so the day that was promised is behind; the case may live on for years.
    """

    id: str
    title: str
    for_person: str
    answered: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of case: its stages in order and its outcomes (id -> Russian msgid)."""

    id: str
    title: str
    stages: tuple[Stage, ...]
    outcomes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    # A room whose verbs decide (a grant, a refusal) seals its kind: nobody closes such a case past those verbs.
    seal: object = None

    def stage(self, stage_id: str) -> Stage:
        """The stage of that id. Raises UnknownStage."""
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise UnknownStage(f"{self.id} has no stage {stage_id}")


CHANNELS = ("web", "office", "phone", "paper", "chat")


class UnknownKind(LookupError):
    """No room has registered this kind of case."""


class UnknownStage(LookupError):
    """The kind has no such stage."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. The same kind twice is fine, another one under its id is an error."""
    if not kind.stages:
        raise ValueError(f"{kind.id}: a kind has at least one stage")
    if _kinds.get(kind.id, kind) != kind:
        raise ValueError(f"the kind {kind.id} is registered by another room already")
    _kinds[kind.id] = kind


def get(kind_id: str) -> Kind:
    """The kind of that id. Raises UnknownKind."""
    try:
        return _kinds[kind_id]
    except KeyError:
        raise UnknownKind(f"no room has registered the kind {kind_id}") from None


def everything() -> tuple[Kind, ...]:
    """All kinds, in the order of registration."""
    return tuple(_kinds.values())

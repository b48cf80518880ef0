"""The flows by their names: each takes what is said while its frame lies on top, and can say its question again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ryadom.talk.dialogue.course import Course

Press = Callable[[Course, str], bool]
Step = Callable[[Course], None]


@dataclass(frozen=True)
class Flow:
    """`press` takes a button's code, `typed` words: both say whether they took it. `again` asks once more; `why`
    explains why it is asked; `skip` and `back` move on; `returns`: what lies below a digression is returned to.
    """

    press: Press
    typed: Press
    again: Step
    why: Step | None = None
    skip: Step | None = None
    back: Step | None = None
    returns: bool = False


_flows: dict[str, Flow] = {}


def register(kind: str, flow: Flow) -> None:
    """Make a flow known by the kind of its frames."""
    _flows[kind] = flow


def flow_of(course: Course) -> Flow | None:
    """The flow of what is talked about now."""
    top = course.stack.top
    return _flows.get(top.kind) if top else None


def not_typed(course: Course, text: str) -> bool:
    """For flows that take buttons only: the words are understood like any others."""
    return False


def resume(course: Course, otherwise: Step) -> None:
    """A digression is over: back to the question that waits below, or to what comes otherwise."""
    flow = flow_of(course)
    if flow is not None and flow.returns:
        course.say(_("Продолжим."))
        flow.again(course)
    else:
        otherwise(course)

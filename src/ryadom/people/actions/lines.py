"""Free text in one line: names, notes, grounds. Too long is refused, not cut: nothing is lost in silence."""

from django.utils.translation import gettext as _

from ryadom.people.errors import Refused
from ryadom.people.values import is_control

# Joiners and direction marks belong to emoji and to Arabic or Hebrew text.
_INVISIBLE_BUT_MEANT = frozenset("\u200d\u200e\u200f\ufe0f")


def line(text: str, longest: int) -> str:
    """The text on one line, trimmed. Raises Refused: length, control."""
    short = " ".join(text[: longest * 4].split())
    if len(short) > longest:
        raise Refused("length", _("Слишком длинно: не больше %(n)s знаков.") % {"n": longest})
    if any(is_control(sign) and sign not in _INVISIBLE_BUT_MEANT for sign in short):
        raise Refused("control", _("Уберите невидимые знаки из ответа."))
    return short

"""What may go wrong, each with a sentence for the person at the screen."""

from __future__ import annotations

from django.utils.translation import gettext as _


class PatronageError(Exception):
    """The verb was not done and nothing has changed; the text is a sentence for the reader."""


class Missing(PatronageError):
    """There is no such thing in this region. Another region's is just as absent."""

    def __init__(self) -> None:
        super().__init__(_("Такой записи нет."))


class Forbidden(PatronageError):
    """This person may not do this."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why or _("У вас нет права на это действие."))


class NotPossible(PatronageError):
    """The verb is not possible now; the sentence says why and what to do."""


class Late(NotPossible):
    """Somebody was first, or it changed meanwhile."""

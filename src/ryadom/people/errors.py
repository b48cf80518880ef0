"""Why an action was refused: a name for programs, one clear sentence for people."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """An action that was not done. Nothing was written. `name` is stable, the text is in the reader's language."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(said)
        self.name = name
        self.said = said


class NotAllowed(Refused):
    """The one who acts may not do this."""

    def __init__(self, what: str) -> None:
        super().__init__("not_allowed", _("У вас нет права на это действие."))
        self.what = what


class NotFound(Refused):
    """No such row in this region. Whether another region has it is not said."""

    def __init__(self, what: str) -> None:
        super().__init__("not_found", _("Запись не найдена в вашем регионе."))
        self.what = what


class WrongOrder(Refused):
    """The dates or the relations of people do not fit together."""


class CodeRefused(Refused):
    """A one-time code was not accepted."""

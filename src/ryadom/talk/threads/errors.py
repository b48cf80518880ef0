"""Why something in a thread cannot be done; each says a sentence for the reader."""

from __future__ import annotations

from django.utils.translation import gettext as _


class ThreadError(ValueError):
    """Nothing was written."""

    @property
    def said(self) -> str:
        """The sentence for the reader."""
        return _("Сейчас этого сделать нельзя. Откройте переписку заново.")


class ThreadMissing(LookupError):
    """There is no such thread in the region."""

    @property
    def said(self) -> str:
        """The sentence for the reader."""
        return _("Такой переписки нет.")


class TakenByAnother(ThreadError):
    """Somebody else answers already."""

    def __init__(self, name: str) -> None:
        super().__init__("taken")
        self.name = name

    @property
    def said(self) -> str:
        return _("Уже отвечает %(name)s.") % {"name": self.name}


class NotAnswering(ThreadError):
    """Who wants to speak has not taken the thread."""

    @property
    def said(self) -> str:
        return _("Сначала возьмите переписку на себя: иначе человеку ответят двое.")


class NothingSaid(ThreadError):
    """An empty message."""

    @property
    def said(self) -> str:
        return _("Напишите хотя бы одно слово.")

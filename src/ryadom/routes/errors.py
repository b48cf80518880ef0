"""What can go wrong; the text is a sentence for the reader."""

from django.utils.translation import gettext as _


class RouteError(Exception):
    """A route or a step cannot be had. Nothing was written."""

    @property
    def words(self) -> str:
        return str(self)


class Missing(RouteError):
    """There is no such route or copy for this reader; whether it exists elsewhere is not told."""

    def __str__(self) -> str:
        return _("Такого пути нет.")


class Forbidden(RouteError):
    def __str__(self) -> str:
        return _("Отмечать шаги может сам человек, его представитель или сотрудник, который ему помогает.")


class NotNow(RouteError):
    """The step cannot be marked so: it is not there, or it is for somebody else."""

    def __str__(self) -> str:
        return _("Этот шаг сейчас нельзя отметить.")

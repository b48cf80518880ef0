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


class Wordless(RouteError):
    """What was to be written was not: why a step is passed over, by which paper it is done, who asked, which day."""

    def __str__(self) -> str:
        return {
            "why": _("Напишите, почему этот шаг не нужен: это прочтут семья и следующий куратор."),
            "paper": _("Напишите, по какой бумаге видно, что шаг сделан."),
            "asked": _("Напишите, кто попросил начать путь: человек сам, его мама, соседка."),
            "day": _("Впишите день: сегодня или позже, не дальше двух лет."),
        }[str(self.args[0])]


class NotNow(RouteError):
    """The step cannot be marked so: it is not there, or it is for somebody else."""

    def __str__(self) -> str:
        return _("Этот шаг сейчас нельзя отметить.")

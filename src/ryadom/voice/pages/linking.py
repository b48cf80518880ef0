"""Where the one question stands, for rooms that lead to it by reference."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ryadom.ui.links import Link


def question(token: str) -> Link:
    """The page of one asking."""
    return Link(reverse("voice:question", args=[token]), _("Получилось ли решить ваш вопрос?"))

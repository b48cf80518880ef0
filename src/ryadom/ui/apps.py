"""ui: registers its own corner of the footer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "ryadom.ui"
    label = "ui"
    verbose_name = "Страницы"

    def ready(self) -> None:
        from django.urls import reverse

        from ryadom.ui import navigation

        navigation.register(
            "footer",
            lambda request: [navigation.Item(_("Крупный шрифт и контраст"), reverse("ui:reading"))],
            order=10,
        )

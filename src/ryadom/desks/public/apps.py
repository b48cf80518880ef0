from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicDeskConfig(AppConfig):
    name = "ryadom.desks.public"
    label = "public"
    verbose_name = "Главная страница"

    def ready(self) -> None:
        """Three links of the footer, and the region's name and phone for every page."""
        from django.urls import reverse

        from ryadom.desks.public.place import contact_of
        from ryadom.ui import contact, navigation

        navigation.register(
            "footer",
            lambda request: [
                navigation.Item(_("О системе"), reverse("public:about")),
                navigation.Item(_("Доступность"), reverse("public:accessibility")),
                navigation.Item(_("Что мы делаем с вашими данными"), reverse("public:privacy")),
                navigation.Item(_("Другой регион"), reverse("public:region")),
            ],
            order=20,
        )
        contact.register(contact_of)

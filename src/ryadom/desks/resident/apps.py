from django.apps import AppConfig


class ResidentDeskConfig(AppConfig):
    name = "ryadom.desks.resident"
    label = "resident"
    verbose_name = "Жителям"

    def ready(self) -> None:
        """The resident's few words of the menu."""
        from ryadom.desks.resident.menu import items
        from ryadom.ui import navigation

        navigation.register("resident", items, order=10)

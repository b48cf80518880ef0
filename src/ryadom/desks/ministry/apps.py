from django.apps import AppConfig


class MinistryDeskConfig(AppConfig):
    name = "ryadom.desks.ministry"
    label = "ministry"
    verbose_name = "Регион"

    def ready(self) -> None:
        """One word in the desk's menu for those who may see the numbers."""
        from ryadom.desks.ministry.menu import items
        from ryadom.ui import navigation

        navigation.register("desk", items, order=90)

from django.apps import AppConfig


class ResidentDeskConfig(AppConfig):
    name = "ryadom.desks.resident"
    label = "resident"
    verbose_name = "Жителям"

    def ready(self) -> None:
        """The resident's few words of the menu, and where the way begins for whoever links to it."""
        from ryadom.desks.resident.menu import begin, enter, items, results
        from ryadom.ui import links, navigation

        navigation.register("resident", items, order=10)
        links.register("resident:begin", begin)
        links.register("resident:results", results)
        links.register("resident:enter", enter)

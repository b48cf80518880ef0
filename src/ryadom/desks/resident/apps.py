from django.apps import AppConfig


class ResidentDeskConfig(AppConfig):
    name = "ryadom.desks.resident"
    label = "resident"
    verbose_name = "Жителям"

    def ready(self) -> None:
        """The resident's few words of the menu, where the way begins for whoever links to it, and what routes know."""
        from ryadom.desks.resident.going import known_of
        from ryadom.desks.resident.menu import begin, enter, items, results, route, way
        from ryadom.routes.api import register_reader
        from ryadom.ui import links, navigation

        navigation.register("resident", items, order=10)
        links.register("resident:begin", begin)
        links.register("resident:way", way)
        links.register("resident:route", route)
        register_reader(known_of)
        links.register("resident:results", results)
        links.register("resident:enter", enter)

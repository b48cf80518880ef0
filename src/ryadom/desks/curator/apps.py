from django.apps import AppConfig


class CuratorDeskConfig(AppConfig):
    name = "ryadom.desks.curator"
    label = "curator"
    verbose_name = "Рабочее место"

    def ready(self) -> None:
        """The desk's menu, and the name of who is at work."""
        from ryadom.desks.curator.menu import items, who
        from ryadom.ui import navigation

        navigation.register("desk", items, order=10)
        navigation.register_who(who)

from django.apps import AppConfig


class ProviderDeskConfig(AppConfig):
    name = "ryadom.desks.provider"
    label = "provider"
    verbose_name = "Рабочее место поставщика"

    def ready(self) -> None:
        """The desk's menu, the name of who is at work, and where this desk stands for who signs in."""
        from ryadom.desks.provider.menu import home, items, who
        from ryadom.ui import links, navigation

        navigation.register("desk", items, order=20)
        navigation.register_who(who)
        links.register("provider:home", home)

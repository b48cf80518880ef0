from django.apps import AppConfig


class CuratorDeskConfig(AppConfig):
    name = "ryadom.desks.curator"
    label = "curator"
    verbose_name = "Рабочее место"

    def ready(self) -> None:
        """The desk's menu, the name of who is at work, for whom they act, and where a claim stands for staff."""
        from ryadom.desks.curator import foresight
        from ryadom.desks.curator.menu import acting_panel, claim, enter, items, parameter, person, value, who
        from ryadom.desks.curator.rights import of_families
        from ryadom.patronage.api import register_foresight, register_rights
        from ryadom.ui import links, navigation, panels

        navigation.register("desk", items, order=10)
        navigation.register_who(who)
        panels.register("acting", acting_panel, name="Вы действуете за человека")
        register_rights(of_families)
        register_foresight(foresight.of_families)
        links.register("curator:claim", claim)
        links.register("curator:enter", enter)
        links.register("curator:person", person)
        links.register("curator:parameter", parameter)
        links.register("curator:value", value)

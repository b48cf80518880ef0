from django.apps import AppConfig


class PhoneDeskConfig(AppConfig):
    name = "ryadom.desks.phone"
    label = "phone"
    verbose_name = "Телефон"

    def ready(self) -> None:
        """The word of the menu, where codes are given, whose records are joined, and who waits to be read an answer."""
        from ryadom.desks.phone.menu import code, desk, items
        from ryadom.desks.phone.models import Call, CallBack
        from ryadom.desks.phone.returning import hear_staff
        from ryadom.people.api import register_references
        from ryadom.regions.references import Reference, References
        from ryadom.talk import events
        from ryadom.ui import links, navigation

        navigation.register("desk", items, order=12)
        links.register("phone:code", code)
        links.register("phone:desk", desk)
        register_references(References(Reference(Call, "person"), Reference(CallBack, "person")))
        events.subscribe(events.StaffSaid, hear_staff)

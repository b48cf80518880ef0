from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "ryadom.channels"
    verbose_name = "Каналы"

    def ready(self) -> None:
        from ryadom.channels import outbox, waking
        from ryadom.channels.models import Address, LinkCode
        from ryadom.people.api import register_references
        from ryadom.regions.references import Reference, References

        register_references(References(Reference(Address, "person"), Reference(LinkCode, "person")))
        outbox.register_waker(waking.wake)

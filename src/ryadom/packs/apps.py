from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "ryadom.packs"
    verbose_name = "Практики"

    def ready(self) -> None:
        """Each region's clock is known before the first page: "today" is the region's own day."""
        from django.conf import settings

        from ryadom.packs.zones import register_zones

        register_zones(settings.RYADOM.practices)

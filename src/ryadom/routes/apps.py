from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "ryadom.routes"
    verbose_name = "Пути"

    def ready(self) -> None:
        """What moves a route, and what moves with a person whose records are joined."""
        from ryadom.people.api import register_references
        from ryadom.routes import listening

        register_references(listening.PERSONS)
        listening.subscribe_all()

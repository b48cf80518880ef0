from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "ryadom.routes"
    verbose_name = "Пути"

    def ready(self) -> None:
        """What moves a route, what moves when two records are joined, and what the page of a family shows."""
        from ryadom.people.api import register_references
        from ryadom.routes import listening, talking
        from ryadom.routes.pages.linking import sheet
        from ryadom.routes.pages.panel import family_paths
        from ryadom.ui import links, panels

        register_references(listening.PERSONS)
        listening.subscribe_all()
        talking.register()
        links.register("routes:sheet", sheet)
        panels.register("family", family_paths, name="Пути семьи", order=40)

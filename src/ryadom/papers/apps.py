from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "ryadom.papers"
    verbose_name = "Документы"

    def ready(self) -> None:
        from ryadom.papers.models import Paper
        from ryadom.papers.pages import linking
        from ryadom.people.api import register_references
        from ryadom.regions.references import Reference, References
        from ryadom.ui import links

        links.register("papers:part", linking.part)
        register_references(References(Reference(Paper, "owner")))

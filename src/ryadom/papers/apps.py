from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "ryadom.papers"
    verbose_name = "Документы"

    def ready(self) -> None:
        from ryadom.papers.pages import linking
        from ryadom.ui import links

        links.register("papers:part", linking.part)

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "ryadom.measures"
    verbose_name = "Меры"

    def ready(self) -> None:
        from ryadom.cases.api import register_kind
        from ryadom.measures import listening, words
        from ryadom.papers.api import register_reader

        register_kind(words.CLAIM_KIND)
        register_kind(words.APPEAL_KIND)
        register_reader("measures", listening.may_read_paper)
        listening.subscribe_all()

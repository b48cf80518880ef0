from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "ryadom.measures"
    verbose_name = "Меры"

    def ready(self) -> None:
        from ryadom.cases.api import register_kind
        from ryadom.measures import listening, words
        from ryadom.measures.already import SHEET
        from ryadom.papers.api import register_reader
        from ryadom.people.api import register_references, register_sheet

        register_kind(words.CLAIM_KIND)
        register_kind(words.APPEAL_KIND)
        register_reader("measures", listening.may_read_paper)
        register_references(listening.PERSONS)
        register_sheet(SHEET)
        listening.subscribe_all()

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "ryadom.services"
    verbose_name = "Социальные услуги"

    def ready(self) -> None:
        from ryadom.cases.api import register_kind
        from ryadom.papers.api import register_reader
        from ryadom.people.api import register_references
        from ryadom.services import listening, words

        register_kind(words.CARE_KIND)
        register_kind(words.BAD_VISIT_KIND)
        register_reader("services", listening.may_read_paper)
        register_references(listening.PERSONS)
        listening.subscribe_all()

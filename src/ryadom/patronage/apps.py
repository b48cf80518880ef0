from django.apps import AppConfig


class PatronageConfig(AppConfig):
    name = "ryadom.patronage"
    verbose_name = "Патронаж"

    def ready(self) -> None:
        from ryadom.patronage import listening
        from ryadom.patronage.queries.standing import is_beside
        from ryadom.people.api import register_references
        from ryadom.talk.api import register_beside

        register_references(listening.PERSONS)
        listening.subscribe_all()
        register_beside(is_beside)

from django.apps import AppConfig


class PatronageConfig(AppConfig):
    name = "ryadom.patronage"
    verbose_name = "Патронаж"

    def ready(self) -> None:
        from ryadom.patronage import listening
        from ryadom.people.api import register_references

        register_references(listening.PERSONS)
        listening.subscribe_all()

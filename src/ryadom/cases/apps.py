from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "ryadom.cases"
    verbose_name = "Дела"

    def ready(self) -> None:
        from ryadom.cases import listening
        from ryadom.cases.queries import persons_of_number
        from ryadom.people.api import register_number_finder, register_references

        register_number_finder(persons_of_number)
        register_references(listening.PERSONS)
        listening.subscribe_all()

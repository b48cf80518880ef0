from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ryadom.people"
    verbose_name = "Люди"

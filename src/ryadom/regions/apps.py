from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "ryadom.regions"
    verbose_name = "Регионы"

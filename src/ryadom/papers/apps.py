from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "ryadom.papers"
    verbose_name = "Документы"

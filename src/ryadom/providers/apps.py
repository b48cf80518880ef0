from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "ryadom.providers"
    verbose_name = "Поставщики"

from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "ryadom.rules"
    verbose_name = "Правила"

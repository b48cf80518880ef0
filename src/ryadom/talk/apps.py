from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "ryadom.talk"
    verbose_name = "Разговор"

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "ryadom.voice"
    verbose_name = "Отзывы"

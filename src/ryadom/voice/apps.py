from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "ryadom.voice"
    verbose_name = "Отзывы"

    def ready(self) -> None:
        """Other rooms lead to the question by reference: `voice:question:<token>`."""
        from ryadom.ui import links
        from ryadom.voice.pages.linking import question

        links.register("voice:question", question)

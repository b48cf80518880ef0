from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "ryadom.talk"
    verbose_name = "Разговор"

    def ready(self) -> None:
        from ryadom.people.api import register_references
        from ryadom.regions.references import Reference, References
        from ryadom.talk.models import Conversation

        inside = (Reference(Conversation, field, inside=True) for field in ("household", "answers", "prefilled"))
        register_references(References(Reference(Conversation, "subject"), *inside))

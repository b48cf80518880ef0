from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "ryadom.talk"
    verbose_name = "Разговор"

    def ready(self) -> None:
        from ryadom.cases.api import register_kind
        from ryadom.channels import events as channel_events
        from ryadom.channels.api import register_keeper, register_receiver
        from ryadom.papers.api import register_reader
        from ryadom.people.api import register_references
        from ryadom.regions.references import Reference, References
        from ryadom.talk.models import Conversation, Thread
        from ryadom.talk.threads import files
        from ryadom.talk.threads.doing import BAD_ENDING_KIND, ENQUIRY_KIND
        from ryadom.talk.threads.joining import hear_linked
        from ryadom.talk.threads.papers import may_read_paper
        from ryadom.talk.threads.receiving import receive

        inside = (Reference(Conversation, field, inside=True) for field in ("household", "answers", "prefilled"))
        thread = (Reference(Thread, "person"), Reference(Thread, "stack", inside=True))
        register_references(References(Reference(Conversation, "subject"), *inside, *thread))
        register_kind(ENQUIRY_KIND)
        register_kind(BAD_ENDING_KIND)
        register_receiver(receive)
        register_keeper(files.keep)
        channel_events.subscribe(channel_events.Linked, hear_linked)
        register_reader("talk", may_read_paper)

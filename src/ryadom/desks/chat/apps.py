from django.apps import AppConfig


class ChatDeskConfig(AppConfig):
    name = "ryadom.desks.chat"
    label = "chat"
    verbose_name = "Переписка"

    def ready(self) -> None:
        """The word of the menu, the address for other rooms, and the one question of voice after a thread."""
        from ryadom.desks.chat import asking
        from ryadom.desks.chat.menu import items, opened
        from ryadom.talk import api as talk
        from ryadom.talk import events
        from ryadom.ui import links, navigation

        navigation.register("resident", items, order=5)
        links.register("chat:open", opened)
        talk.register_survey(asking.question)
        events.subscribe(events.SurveyAnswered, asking.take)

from django.apps import AppConfig


class HireConfig(AppConfig):
    name = "ryadom.hire"
    verbose_name = "Прокат"

    def ready(self) -> None:
        from ryadom.cases.api import register_kind
        from ryadom.hire import listening, menu, words
        from ryadom.papers.api import register_reader
        from ryadom.people.api import register_references
        from ryadom.ui import links, panels

        register_kind(words.HIRE_KIND)
        register_reader("hire", listening.may_read_paper)
        register_references(listening.PERSONS)
        listening.subscribe_all()
        links.register("hire:mine", menu.mine)
        links.register("hire:waiting", menu.waiting)
        panels.register("family", menu.family_panel, name="Прокат", order=60)

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ryadom.people"
    verbose_name = "Люди"

    def ready(self) -> None:
        from ryadom.people.queries.staff import regions_served
        from ryadom.regions.middleware import register_account_regions

        register_account_regions(regions_served)

"""Commands over people who serve: the first member of staff is appointed from the terminal."""

import click

needs_django = True
ROLES = ("curator", "specialist", "head", "methodologist", "observer")


@click.group("staff")
def staff_group() -> None:
    """Who serves in a region and in which role."""


@staff_group.command("appoint")
@click.argument("login")
@click.option("--region", required=True, help="A region's code, as RU-CHE.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--name", required=True, help="As people will read it: Ольга Орлова.")
@click.option("--position", default="", help="Социальный куратор.")
@click.option("--phone", default="", help="The phone that residents see.")
@click.option("--password", prompt="Password", hide_input=True, confirmation_prompt=True, help="Asked when not given.")
def appoint_command(login: str, region: str, role: str, name: str, position: str, phone: str, password: str) -> None:
    """Let LOGIN serve in a region from today on; a new login is opened with the password."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from ryadom.kit.codes import BadRegionCode
    from ryadom.people import api
    from ryadom.regions.clock import today

    try:
        with transaction.atomic():
            known = get_user_model().objects.filter(login=login).first()
            if known is None:
                validate_password(password)
            account = known.pk if known else api.open_account(login=login, password=password)
            by = api.system_actor(region=region, reason="appointed from the terminal")
            api.appoint(
                by=by, on=today(region), account_id=account, role=role, name=name, position=position, phone=phone
            )
    except ValidationError as wrong:
        raise click.ClickException(" ".join(wrong.messages)) from None
    except (api.Refused, BadRegionCode) as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(f"{name}: {role}, {region}")


commands = [staff_group]

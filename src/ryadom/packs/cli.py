"""Commands over installed practices."""

from pathlib import Path

import click

needs_django = True


@click.command("install")
@click.option(
    "--practices",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The library; the one of the settings by default.",
)
def install_command(practices: Path | None) -> None:
    """Keep the library's content and activate it, in each region, from today on."""
    from django.conf import settings

    from ryadom.packs.api import PracticeErrors, install_library
    from ryadom.regions import clock

    at = clock.now()
    try:
        library = install_library(practices or settings.RYADOM.practices, since=at.date(), at=at)
    except PracticeErrors as errors:
        raise click.ClickException("\n".join(f.said("ru") for f in errors.findings)) from None
    click.echo(f"практик: {len(library.practices)}, регионов: {len(library.regions)}")


commands = [install_command]

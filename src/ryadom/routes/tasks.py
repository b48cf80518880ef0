"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import now, today


@app.periodic(cron="*/5 * * * *")
@app.task(name="routes.look_again", queueing_lock="routes.look_again")
def look_at_routes_again(timestamp: int) -> int:
    """Every five minutes: the routes that facts or cases have touched. Gives how many opened something."""
    from ryadom.routes.actions import look_again
    from ryadom.routes.models import RouteCopy
    from ryadom.rules.api import rulebook

    touched = RouteCopy.objects.across_regions("routes that facts have touched").filter(look_again=True, left_at=None)
    found = 0
    for region, token in touched.order_by("id").values_list("region", "token")[:1000]:
        try:
            book = rulebook(region, today(region))
        except LookupError:
            continue
        found += bool(look_again(region=region, token=token, book=book, on=today(region), at=now()))
    return found

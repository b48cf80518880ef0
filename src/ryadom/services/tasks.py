"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import now, today


@app.periodic(cron="45 * * * *")
@app.task(name="services.lapse_orders", queueing_lock="services.lapse_orders")
def lapse_orders(timestamp: int) -> int:
    """Every hour, since each region's day begins at its own time: orders whose answer did not come in time lapse."""
    from ryadom.services.actions import lapse
    from ryadom.services.models import Order, OrderState

    sent = Order.objects.across_regions("orders that wait for an answer").filter(state=OrderState.SENT)
    regions = sent.values_list("region", flat=True).distinct().order_by("region")
    return sum(lapse(region=region, on=today(region), at=now()) for region in regions)

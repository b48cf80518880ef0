"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import now, today


@app.periodic(cron="40 * * * *")
@app.task(name="hire.remind_overdue", queueing_lock="hire.remind_overdue")
def remind_overdue(timestamp: int) -> int:
    """Every hour, since each region's day begins at its own time. A second run tells nobody twice."""
    from ryadom.hire.actions import remind_overdue as remind
    from ryadom.hire.models import Hire, Stage

    out = Hire.objects.across_regions("things that are out").filter(stage=Stage.OUT, reminded_on=None)
    regions = out.values_list("region", flat=True).distinct().order_by("region")
    return sum(remind(region=region, on=today(region), at=now()) for region in regions)

"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import now, today


@app.periodic(cron="35 2 * * *")
@app.task(name="measures.purge_drafts", queueing_lock="measures.purge_drafts")
def purge_old_drafts(timestamp: int) -> int:
    """Every night: drafts whose 30 days are over go. A second run finds nothing."""
    from ryadom.measures.actions import purge_drafts
    from ryadom.measures.models import Claim, ClaimState

    drafts = Claim.objects.across_regions("drafts whose days are over").filter(state=ClaimState.DRAFT)
    regions = drafts.values_list("region", flat=True).distinct().order_by("region")
    return sum(purge_drafts(region=region, on=today(region)) for region in regions)


@app.periodic(cron="25 * * * *")
@app.task(name="measures.tell_reminders", queueing_lock="measures.tell_reminders")
def tell_reminders_of_today(timestamp: int) -> int:
    """Every hour: each region's new day begins at its own time. A second run tells nobody twice."""
    from ryadom.measures.models import Reminder
    from ryadom.measures.reminders import tell_due

    waiting = Reminder.objects.across_regions("days that people asked for").filter(told_at=None, withdrawn_at=None)
    regions = waiting.values_list("region", flat=True).distinct().order_by("region")
    return sum(tell_due(region=region, on=today(region), at=now()) for region in regions)

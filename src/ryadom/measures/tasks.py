"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import today


@app.periodic(cron="35 2 * * *")
@app.task(name="measures.purge_drafts", queueing_lock="measures.purge_drafts")
def purge_old_drafts(timestamp: int) -> int:
    """Every night: drafts whose 30 days are over go. A second run finds nothing."""
    from ryadom.measures.actions import purge_drafts
    from ryadom.measures.models import Claim, ClaimState

    drafts = Claim.objects.across_regions("drafts whose days are over").filter(state=ClaimState.DRAFT)
    regions = drafts.values_list("region", flat=True).distinct().order_by("region")
    return sum(purge_drafts(region=region, on=today(region)) for region in regions)

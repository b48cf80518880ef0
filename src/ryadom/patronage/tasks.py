"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import now, today


@app.periodic(cron="* * * * *")
@app.task(name="patronage.mind_the_queue", queueing_lock="patronage.mind_the_queue")
def mind_the_queue(timestamp: int) -> int:
    """Every minute: whoever took a thread and is silent loses it, who waits too long is told to the head."""
    from ryadom.patronage.actions.queueing import escalate_waiting, hear_again, take_back_silent
    from ryadom.patronage.models import Entry, EntryState

    open_ = Entry.objects.across_regions("the queue of every region").exclude(state=EntryState.CLOSED)
    done = 0
    for region in open_.values_list("region", flat=True).distinct().order_by("region"):
        on, at = today(region), now()
        hear_again(region=region, at=at)
        done += take_back_silent(region=region, on=on, at=at) + escalate_waiting(region=region, on=on, at=at)
    return done


@app.periodic(cron="2 * * * *")
@app.task(name="patronage.look_ahead", queueing_lock="patronage.look_ahead")
def look_ahead(timestamp: int) -> int:
    """Every hour, since each region's day begins at its own time: what will change for the families of its curators.

    A family is looked at once a day, before the plan of the day is made; a new one within the hour.
    """
    from ryadom.patronage.actions.foreseeing import look_ahead as look
    from ryadom.patronage.models import Care

    cared = Care.objects.across_regions("families with a curator, or waiting for one").filter(ends_at=None)
    regions = cared.values_list("region", flat=True).distinct().order_by("region")
    return sum(look(region=region, on=today(region)) for region in regions)


@app.periodic(cron="10 * * * *")
@app.task(name="patronage.plan_days", queueing_lock="patronage.plan_days")
def plan_days(timestamp: int) -> int:
    """Every hour, since each region's day begins at its own time: a plan for every curator who works today."""
    from ryadom.patronage.actions.contacts import plan_day
    from ryadom.patronage.models import Care, PlannedCall
    from ryadom.people import api as people

    held = Care.objects.across_regions("families with a curator").filter(ends_at=None, curator__isnull=False)
    planned = 0
    for region, account in held.values_list("region", "curator").distinct().order_by("region", "curator"):
        on = today(region)
        if PlannedCall.objects.in_region(region).filter(account=account, day=on).exists():
            continue
        by = people.system_actor(region=region, reason="the plan of a day")
        planned += plan_day(by=by, account=account, on=on)
    return planned

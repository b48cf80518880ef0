"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import now


@app.periodic(cron="20 * * * *")
@app.task(name="talk.purge_expired", queueing_lock="talk.purge_expired")
def purge_expired_drafts(timestamp: int) -> int:
    """Every hour: drafts and threads of the unknown older than 30 days go. A second run finds nothing."""
    from ryadom.talk.actions import purge_expired
    from ryadom.talk.threads.staff import purge

    at = now()
    return purge_expired(at=at) + purge(at=at)


@app.periodic(cron="* * * * *")
@app.task(name="talk.escalate", queueing_lock="talk.escalate")
def escalate_danger(timestamp: int) -> int:
    """Every minute: danger that nobody has answered in time goes to somebody above. A second run finds nothing."""
    from ryadom.talk.threads.ringing import escalate

    return escalate(at=now())

"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import now


@app.periodic(cron="40 2 * * *")
@app.task(name="phone.forget", queueing_lock="phone.forget")
def forget_words_of_strangers(timestamp: int) -> int:
    """Every night: what strangers said on the phone goes after 30 days. A second run finds nothing."""
    from ryadom.desks.phone.keeping import forget

    return forget(at=now())

"""Jobs of this room."""

from procrastinate.contrib.django import app

from ryadom.regions.clock import now


@app.periodic(cron="40 * * * *")
@app.task(name="voice.part_comments", queueing_lock="voice.part_comments")
def part_comments_from_answers(timestamp: int) -> int:
    """Every hour: words older than a day lose their link to the answer. A second run finds nothing."""
    from ryadom.voice.actions import part_comments

    return part_comments(at=now())

"""The house's own jobs: what keeps all other jobs alive."""

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app

log = structlog.get_logger("ryadom.jobs")


@app.periodic(cron="* * * * *")
@app.task(name="site.rescue_stalled_jobs", pass_context=True, queueing_lock="site.rescue_stalled_jobs")
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Every minute: a job whose worker died goes back to the queue. Jobs are idempotent, so a second run is safe."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
        log.info("rescued", id=job.id, task_name=job.task_name)

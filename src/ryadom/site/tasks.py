"""The house's own jobs: what keeps all other jobs alive."""

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from ryadom.site import jobs

log = structlog.get_logger("ryadom.jobs")

RESCUES_ALLOWED = 5  # a job that kills its worker again and again must not do so for ever
KEPT_HOURS = 30 * 24


@app.periodic(cron="* * * * *")
@app.task(name="site.rescue_stalled_jobs", pass_context=True, queueing_lock="site.rescue_stalled_jobs")
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Every minute: a job whose worker died goes back to the queue. Jobs are idempotent, so a second run is safe."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=jobs.STALLED_AFTER):
        if job.attempts < RESCUES_ALLOWED:
            await manager.retry_job(job)
            log.info("rescued", id=job.id, task_name=job.task_name)
        else:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
            log.error("given up", id=job.id, task_name=job.task_name)


@app.periodic(cron="17 3 * * *")
@app.task(name="site.forget_done_jobs", pass_context=True, queueing_lock="site.forget_done_jobs")
async def forget_done_jobs(context: JobContext, timestamp: int) -> None:
    """Every night: jobs done well leave the table after a month; failed ones stay until somebody looked."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)

"""The web server: gunicorn with our settings and our log."""

import logging
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from ryadom.site.environment import Environment
from ryadom.site.leash import follow_supervisor


class OneLog(Logger):  # type: ignore[misc]
    """gunicorn writes into the same log as everybody; requests are logged by our own middleware."""

    def setup(self, cfg: Any) -> None:
        self.error_log = logging.getLogger("gunicorn.error")
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.setLevel(logging.WARNING)
        self.access_log = logging.getLogger("gunicorn.access")
        self.access_log.disabled = True


class Site(BaseApplication):  # type: ignore[misc]
    """The site under gunicorn: threads share one copy of the rules, a stuck worker is replaced."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"{self.environment.bind}:{self.environment.port}",
            "workers": self.environment.workers,
            "worker_class": "gthread",
            "threads": 4,
            "timeout": 60,
            "graceful_timeout": 10,
            "preload_app": True,
            "proc_name": "ryadom-web",
            "logger_class": OneLog,
            "control_socket_disable": True,
            "post_fork": lambda server, worker: follow_supervisor(),
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from ryadom.site.wsgi import application

        return application


def serve(environment: Environment) -> None:
    """Serves until told to stop."""
    follow_supervisor()
    Site(environment).run()

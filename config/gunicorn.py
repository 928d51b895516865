"""gunicorn's settings, embedded and in production: `gunicorn --config config/gunicorn.py config.wsgi`."""

from __future__ import annotations

import gc
import signal
from pathlib import Path
from typing import Any

from config import environment, logs

_env, _data = environment.load(Path(__file__).resolve().parent.parent)

worker_class = "gthread"
workers = _env.number("WEB_CONCURRENCY", at_least=1)
threads = 64  # up to 40 of them may hold a stream
graceful_timeout = 30  # an upload that has begun ends whole
keepalive = 5
forwarded_allow_ips = ""  # Django judges X-Forwarded-*, by TRUSTED_PROXY_HOPS
control_socket_disable = True
_LARGE_BODY = 1_000_000
umask = 0o077  # mail, exports and the database are their owner's
if Path("/dev/shm").is_dir():  # noqa: S108 - gunicorn makes an unnamed file there
    worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat file of a worker, never on a slow disk
logconfig_dict = {
    **logs.LOGGING,
    "loggers": {**logs.LOGGING["loggers"], "gunicorn.error": {"level": "WARNING", "propagate": True}},
}


def post_worker_init(worker: Any) -> None:
    """Embedded, jobs run in threads of this process; threads do not survive a fork, so they start here."""
    _collect_rarely()
    from config.drf.eventstream import end_streams  # noqa: PLC0415 - needs Django set up

    def end(number: int, frame: Any) -> None:
        end_streams()
        worker.handle_exit(number, frame)

    # Ctrl-C ends like SIGTERM: gunicorn's own handler takes a lock that the interrupted code may hold.
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(ending, end)
    if _is_embedded():
        from config.jobs import engine  # noqa: PLC0415 - needs Django set up

        engine.start()


def post_request(_worker: Any, _request: Any, environ: dict[str, Any], _response: Any) -> None:
    """A request is a cycle of objects: a large body would stay in memory until the collector came by."""
    if int(environ.get("CONTENT_LENGTH") or 0) >= _LARGE_BODY:
        gc.collect()


def worker_exit(_server: Any, _worker: Any) -> None:
    if _is_embedded():
        from config.jobs import engine  # noqa: PLC0415 - needs Django set up

        engine.stop()


def _is_embedded() -> bool:
    return not _env.text("REDIS_URL")


def _collect_rarely() -> None:
    """An upload makes a million objects that live to its end, and none of them is garbage in a cycle.

    With Python's own thresholds the collector's walks over them are a tenth of the time of 100,000 new rows
    and a quarter of that of known ones. So the application goes out of its sight, and it looks less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)

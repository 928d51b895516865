"""What `config.lib.failpoint` does in the processes of these tests: `FAILPOINT=page:2` kills at the 2nd page.

`FAILPOINT=read:1:/some/file` makes the file, and goes on when it is gone. Nothing here knows Django: the
settings of tests import it.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path

ENVIRONMENT = "FAILPOINT"
_hits: Counter[str] = Counter()


def stop_here(name: str) -> None:
    wanted, count, file = f"{os.environ[ENVIRONMENT]}::".split(":")[:3]
    _hits[name] += 1
    if name != wanted or _hits[name] != int(count or 1):
        return
    if not file:
        os.kill(os.getpid(), signal.SIGKILL)
    Path(file).touch()
    while Path(file).exists():
        time.sleep(0.01)

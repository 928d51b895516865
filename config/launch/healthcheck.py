"""The container's health: the web process beside this one answers, under a name that it accepts."""

from __future__ import annotations

import http.client
import os
import sys

from config.environment import Environment


def is_healthy(port: int, host: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    names = Environment(os.environ).words("ALLOWED_HOSTS")
    sys.exit(0 if is_healthy(8000, names[0].lstrip(".")) else 1)

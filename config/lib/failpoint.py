"""Places at which a test may stop the process, to see what it leaves behind. They do nothing otherwise."""

from __future__ import annotations

from django.conf import settings


def reached(name: str) -> None:
    """`settings.FAILPOINT`, which only the settings of tests have, is called with the name."""
    if hook := getattr(settings, "FAILPOINT", None):
        hook(name)

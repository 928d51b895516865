"""Brings figures up to date that nobody has asked for yet, so that the next reader finds them so."""

from __future__ import annotations

import logging
from typing import Final

from accounts.models import User
from analytics.selectors.marks import users_with_marks
from analytics.services.locks import HeldError
from analytics.services.refresh import refresh_marked
from config.jobs.models import Job

log = logging.getLogger("moneta.analytics")

AT_ONCE: Final = 20


def sweep_figures(_job: Job) -> None:
    """Of a few people, those first whose oldest mark is the oldest. Waits for nobody: who is being refreshed,
    or has trouble, is passed over until the next time.
    """
    for user in users_with_marks(AT_ONCE):
        _refresh(user)


def _refresh(user: User) -> None:
    try:
        refresh_marked(user, wait=0)
    except HeldError:
        log.info("figures held", extra={"user": user.pk})
    except Exception:
        log.exception("The figures of a user could not be refreshed", extra={"user": user.pk})

"""Telling banks that a consent has ended: by a job, so that no transaction waits for a bank."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from config.jobs.models import Job
from config.jobs.services.queue import enqueue
from config.lib import clock
from config.lib.crypto import SealError
from config.lib.errors import Missing
from providers.domain.contract import AuthExpired
from providers.models import Connection, Revocation
from providers.registry import provider_of
from providers.services.tokens import access_token_of, seal_revocation, token_to_revoke

KIND = "providers.revoke"
KEPT = timedelta(days=7)
log = logging.getLogger("moneta.providers")


def queue_revocations(connections: Iterable[Connection]) -> None:
    """In the caller's transaction, which forgets the tokens; a connection without one asks for nothing."""
    for connection in connections:
        queue_revocation(connection)


def queue_revocation(connection: Connection) -> None:
    try:
        token = access_token_of(connection)
    except SealError as error:  # lost with its key: the bank will let it expire
        log.warning("A token is not revoked: %s", error, extra={"connection": connection.pk})
        return
    if token:
        revocation = Revocation(provider_id=connection.provider_id, created_at=clock.now())
        seal_revocation(revocation, token)
        revocation.save()
        enqueue(KIND, key=str(revocation.pk))


def revoke(job: Job) -> None:
    """The job's service. The row goes when the bank has heard it, or says that it knows no such token."""
    revocation = Revocation.objects.filter(pk=job.key).first()
    if revocation is None:
        return
    try:
        provider_of(revocation.provider_id).revoke(token_to_revoke(revocation))
    except (AuthExpired, SealError, Missing) as error:
        log.info("Nothing to revoke: %s", type(error).__name__, extra={"revocation": str(revocation.pk)})
    revocation.delete()


def prune_revocations() -> int:
    """Deletes those that no bank took in a week: the token is no use to anybody any more."""
    return Revocation.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]

"""The token that a bank takes: renewed before it expires, and once when the bank says so."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from config.jobs.models import Job
from config.jobs.services import renew
from config.lib import clock, failpoint
from providers.domain.contract import AuthExpired, Provider
from providers.models import Connection
from providers.services.fetch import patiently
from providers.services.tokens import TOKEN_FIELDS, grant_of, seal_tokens

MARGIN = timedelta(minutes=1)


def good_token(provider: Provider, job: Job, connection: Connection) -> str:
    """AuthExpired where the bank gives no other."""
    grant = grant_of(connection)
    expires = grant.expires_at
    if grant.access_token and (expires is None or expires - MARGIN > clock.now()):
        return grant.access_token
    return renewed_token(provider, job, connection, refused=grant.access_token)


def renewed_token(provider: Provider, job: Job, connection: Connection, *, refused: str) -> str:
    """Another token than the refused one, kept before it is used; AuthExpired, LeaseLost."""
    grant = grant_of(connection)
    fresh = patiently(lambda: provider.refresh(grant))
    if fresh.access_token == refused:
        raise AuthExpired
    with transaction.atomic():
        renew(job)
        held = Connection.objects.select_for_update(no_key=True).filter(
            pk=connection.pk, epoch=connection.epoch
        )
        if held.exists():
            seal_tokens(connection, fresh)
            connection.save(update_fields=TOKEN_FIELDS)
    failpoint.reached("renewed")
    return fresh.access_token

"""Where a person's notifications are posted to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preferences.models import Webhook

if TYPE_CHECKING:
    from accounts.models import User
    from config.lib.ownership import OwnedQuerySet


def webhooks_of(user: User) -> OwnedQuerySet[Webhook]:
    rows: OwnedQuerySet[Webhook] = Webhook.objects.for_user(user)
    return rows

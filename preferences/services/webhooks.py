"""Signed posts of notifications to URLs of the user's."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from config.drf.renderers import encode
from config.jobs.models import OutboxMessage
from config.jobs.senders import Letter, Rejected
from config.jobs.services.outbox import queue_message, remove_messages
from config.lib import clock, http
from config.lib.crypto import KeyRing
from config.lib.errors import Conflict, Invalid
from config.lib.sealed import Sealed
from preferences.domain.signature import is_secret, secret_from, sign
from preferences.models import Webhook
from preferences.selectors.webhooks import webhooks_of

if TYPE_CHECKING:
    from accounts.models import User
    from preferences.models import Notification

CHANNEL = "webhook"
MOST = 10
TIMEOUT = (5.0, 15.0)
GONE = 410


def add_webhook(
    *, user: User, url: str, secret: str | None = None, kinds: Sequence[str] = ()
) -> tuple[Webhook, str]:
    """The webhook and its secret, which nobody sees again; a new secret unless one is given.

    `Invalid` for a URL that leads to an address that is not public, `Conflict` for one that is there already.
    """
    if secret is not None and not is_secret(secret):
        raise Invalid(errors={"secret": ["Must be whsec_ and 24 to 64 bytes in base64"]})
    _require_public(url)
    secret = secret or secret_from(secrets.token_bytes(32))
    if webhooks_of(user).count() >= MOST:
        raise Conflict("Too many webhooks", detail=f"At most {MOST} for each user")
    sealed = _ring().seal(secret, context=_context(user.pk, url))
    try:
        with transaction.atomic():
            webhook = Webhook.objects.create(
                user=user, url=url, secret=sealed, kinds=list(kinds), created_at=clock.now()
            )
    except IntegrityError:
        raise Conflict("This webhook exists already") from None
    return webhook, secret


def remove_webhook(*, webhook: Webhook) -> None:
    """What still waits for it is not sent."""
    with transaction.atomic():
        remove_messages(OutboxMessage.objects.filter(channel=CHANNEL, recipient=str(webhook.pk)))
        webhook.delete()


def queue_webhooks(notification: Notification) -> None:
    body = {
        "type": f"notification.{notification.kind}",
        "timestamp": _instant(notification),
        "data": {
            "id": notification.pk,
            "kind": notification.kind,
            "title": notification.title,
            "text": notification.text,
            "data": notification.data,
            "created_at": _instant(notification),
        },
    }
    for webhook in Webhook.objects.filter(user_id=notification.user_id):
        if not webhook.kinds or notification.kind in webhook.kinds:
            queue_message(
                CHANNEL,
                recipient=str(webhook.pk),
                payload=body,
                key=f"notification:{notification.pk}:{webhook.pk}",
                user=notification.user,
            )


def post_webhook(letter: Letter) -> None:
    """The sender of the channel: signed anew at each attempt, always with the message's own id and body."""
    webhook = Webhook.objects.filter(pk=letter.recipient).first()
    if webhook is None:
        raise Rejected("The webhook was removed")
    try:
        _post(webhook, letter)
    except (http.Failed, Rejected) as error:
        Webhook.objects.filter(pk=webhook.pk).update(last_error=str(error))
        raise
    Webhook.objects.filter(pk=webhook.pk).update(delivered_at=clock.now(), last_error="")


def _post(webhook: Webhook, letter: Letter) -> None:
    body, timestamp = encode(letter.payload), int(clock.now().timestamp())
    secret = _ring().unseal(webhook.secret, context=_context(webhook.user_id, webhook.url))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": letter.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret, message_id=letter.message_id, timestamp=timestamp, body=body),
    }
    try:
        reply = http.request_public(
            "POST",
            webhook.url,
            private_hosts=settings.WEBHOOK_PRIVATE_HOSTS,
            timeout=TIMEOUT,
            max_bytes=100_000,
            headers=headers,
            data=body,
        )
    except http.NotAllowed as error:
        raise Rejected(str(error)) from None
    if reply.status == GONE:
        raise Rejected("The receiver says that it is gone: 410")
    if not reply.ok:
        raise http.Failed(f"The receiver answered {reply.status}")


def _require_public(url: str) -> None:
    """One answer to all that is wrong: whether a name exists in a private network is nobody's business."""
    try:
        if not url.isprintable():  # parsers drop what cannot be seen
            raise http.NotAllowed
        http.require_public(url, private_hosts=settings.WEBHOOK_PRIVATE_HOSTS)
    except http.Failed:
        raise Invalid(errors={"url": ["Must be an https URL that leads to a public address"]}) from None


def _instant(notification: Notification) -> str:
    return notification.created_at.isoformat().replace("+00:00", "Z")


def _ring() -> KeyRing:
    return KeyRing.from_setting(settings.FIELD_KEYS)


def _context(user_id: int, url: str) -> str:
    return f"webhook:{user_id}:{url}"


SEALED = Sealed("webhook secrets", Webhook, "secret", lambda row: _context(row.user_id, row.url))

"""Messages in: with the transaction that they tell of, so that there is never one without the other."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from config.jobs.mailfolder import remove_mail
from config.jobs.models import OutboxMessage
from config.jobs.senders import SENDERS, Letter
from config.jobs.services.queue import enqueue
from config.lib import clock, strictjson
from config.lib.crypto import KeyRing
from config.lib.sealed import Sealed

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.models import QuerySet

DELIVER = "outbox.deliver"


def queue_email(
    *, to: str, subject: str, text: str, key: str = "", user: AbstractBaseUser | None = None
) -> int | None:
    """A plain mail to one address, sent after the caller's commit; see `queue_message`.

    Without EMAIL_URL it becomes a file in `<data>/mail`.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    return queue_message(
        "email",
        recipient=to,
        payload={"subject": " ".join(subject.split()), "text": text},
        key=key,
        user=user,
        message_id=f"<{uuid.uuid4().hex}@{domain}>",
    )


def queue_message(
    channel: str,
    *,
    recipient: str,
    payload: Mapping[str, Any],
    key: str = "",
    user: AbstractBaseUser | None = None,
    message_id: str = "",
) -> int | None:
    """The message's id; None when this channel has, or lately had, one of the same `key`.

    It is delivered at least once, always with the same message id. `key` names the event in the whole
    installation ("notification:7"); `payload` holds plain JSON values. Work on the account of a `user` goes
    with them.
    """
    if channel not in SENDERS:
        raise LookupError(f"no sender is registered for the channel {channel!r}")
    message_id = message_id or f"msg_{uuid.uuid4().hex}"
    message = OutboxMessage(
        user_id=None if user is None else user.pk,
        channel=channel,
        key=key,
        message_id=message_id,
        recipient=recipient,
        payload=_ring().seal(json.dumps(dict(payload)), context=_context(message_id)),
        created_at=clock.now(),
    )
    with transaction.atomic():
        OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
        held = OutboxMessage.objects.filter(message_id=message_id).values_list("pk", flat=True).first()
        if held is not None:
            enqueue(DELIVER, key=str(held))
    return held


def opened(message: OutboxMessage) -> Letter:
    """UnknownKey when the key that sealed it is no longer in the ring."""
    payload = _ring().unseal(message.payload, context=_context(message.message_id))
    return Letter(
        message.message_id, message.recipient, strictjson.loads(payload.encode()), message.created_at
    )


def remove_messages(messages: QuerySet[OutboxMessage]) -> int:
    """Rows, and after the commit their files; a message that is just being delivered may still arrive."""
    with transaction.atomic():
        filed = list(messages.filter(state=OutboxMessage.State.FILED).values_list("message_id", flat=True))
        count, _ = messages.delete()
        transaction.on_commit(lambda: remove_mail(filed), robust=True)
    return count


def forget_messages(*, user: AbstractBaseUser, address: str) -> None:
    """Everything that went, or was to go, to a person who leaves."""
    remove_messages(OutboxMessage.objects.filter(user_id=user.pk))
    remove_messages(OutboxMessage.objects.filter(recipient__iexact=address))


def retry_message(message: OutboxMessage) -> bool:
    """A dead letter is tried again from its first attempt; False when it was not dead."""
    with transaction.atomic():
        dead = OutboxMessage.objects.filter(pk=message.pk, state=OutboxMessage.State.DEAD)
        if not dead.update(state=OutboxMessage.State.WAITING, last_error=""):
            return False
        enqueue(DELIVER, key=str(message.pk))
    return True


def _ring() -> KeyRing:
    return KeyRing.from_setting(settings.FIELD_KEYS)


def _context(message_id: str) -> str:
    return f"outbox:{message_id}"


SEALED = Sealed("outbox messages", OutboxMessage, "payload", lambda row: _context(row.message_id))

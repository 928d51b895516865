"""Who carries the messages of a channel.

    register_sender("sms", send_sms)         # in AppConfig.ready

A sender returns when the other side has taken the message, raises `Rejected` when it never will, and
anything else when it may next time. It runs outside of any transaction and may run twice for one message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class Rejected(Exception):  # noqa: N818 - an answer of the other side
    """For good: to try again would change nothing. The text is shown to operators."""


@dataclass(frozen=True)
class Letter:
    """A message with its payload opened."""

    message_id: str
    recipient: str
    payload: dict[str, Any]
    created_at: datetime


Sender = Callable[[Letter], None]
SENDERS: dict[str, Sender] = {}


def register_sender(channel: str, sender: Sender) -> None:
    """Registering a channel again replaces its sender."""
    SENDERS[channel] = sender

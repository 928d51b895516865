"""The tables of bank links, of their runs, and of what banks tell us."""

from __future__ import annotations

from providers.models.connection import Connection
from providers.models.link_state import LinkState
from providers.models.mock_bank import (
    MockConsent,
    MockCustomer,
    MockFailure,
    MockGrant,
    MockLogin,
    MockToken,
)
from providers.models.revocation import Revocation
from providers.models.sync_run import SyncRun
from providers.models.webhook_event import WebhookEvent

__all__ = [
    "Connection",
    "LinkState",
    "MockConsent",
    "MockCustomer",
    "MockFailure",
    "MockGrant",
    "MockLogin",
    "MockToken",
    "Revocation",
    "SyncRun",
    "WebhookEvent",
]

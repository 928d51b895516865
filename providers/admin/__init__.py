"""Bank links, for operators. No token is shown, and nothing is edited: actions go through services."""

from __future__ import annotations

from providers.admin import connections, mock_banks, syncs, webhook_events

__all__ = ["connections", "mock_banks", "syncs", "webhook_events"]

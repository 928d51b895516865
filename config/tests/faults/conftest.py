"""The bank of the fault tests."""

from __future__ import annotations

from providers.tests.conftest import plaid_server

__all__ = ["plaid_server"]

"""The banks' addresses alone, for a server of their own."""

from __future__ import annotations

from providers.mockbank.urls import urlpatterns

__all__ = ["handler404", "handler500", "urlpatterns"]

handler404 = "config.drf.errors.not_found"
handler500 = "config.drf.errors.server_error"

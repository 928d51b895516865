"""The banks alone, for `manage.py mockbank`."""

from __future__ import annotations

from providers.mockbank.urls import urlpatterns

__all__ = ["urlpatterns"]

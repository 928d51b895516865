from __future__ import annotations

from config.drf.models.idempotent_request import IdempotentRequest

__all__ = ["IdempotentRequest"]

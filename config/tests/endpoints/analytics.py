"""What the figures answer."""

from __future__ import annotations

from config.tests.endpoints.endpoint import Endpoint

TABLE: list[Endpoint] = []

"""Fixtures that every test may use: the people and their clients."""

from __future__ import annotations

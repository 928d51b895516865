"""Figures, for operators. They are counted, never edited."""

from __future__ import annotations

from analytics.admin import figures

__all__ = ["figures"]

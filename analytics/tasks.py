"""What analytics does by itself."""

from __future__ import annotations

from datetime import timedelta

from analytics.services.sweep import sweep_figures
from config.jobs.registry import register

register("analytics.sweep", sweep_figures, every=timedelta(minutes=1))

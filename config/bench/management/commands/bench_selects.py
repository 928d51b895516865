"""What the bare SELECTs of all tables of figures cost: the floor of the bench's T7."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import User
from analytics.selectors.basis import live_figures
from analytics.sql.facts import FACTS, planned_for_many
from finance.sql.statement import fetch


class Command(BaseCommand):
    help = "Print the seconds of the SELECTs behind every table of figures, read to the end."

    def handle(self, *args: Any, **options: Any) -> None:
        live = live_figures(User.objects.get())
        with transaction.atomic(), planned_for_many():
            started = time.perf_counter()
            for fact in FACTS:
                fetch(f"SELECT * FROM {live.rows(fact)} fact", **live.parameters())
            self.stdout.write(str(time.perf_counter() - started))

"""`run.py bench`: measures, prints the table, and exits with 1 when a promised ratio does not hold."""

from __future__ import annotations

import json
import os
import platform
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.bench import floors, report
from config.bench.databases import Kind, answers, server_url
from config.bench.measures import Measure
from config.bench.run import measure
from config.bench.syncs import measure_syncs


class Command(BaseCommand):
    help = "Measure imports, searches, pages, exports and syncs over HTTP, against the bare statements."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what", nargs="?", choices=("ledger", "sync"), default="ledger", help="default: the ledger"
        )
        parser.add_argument("--rows", type=int, default=100_000, help="rows of the ledger (default: 100000)")
        parser.add_argument(
            "--db",
            choices=("sqlite", "postgres"),
            help="only this one; default: SQLite, and PostgreSQL where the server of DATABASE_URL or of "
            "localhost:5432 answers",
        )
        parser.add_argument(
            "--repeats", type=int, default=3, help="imports and exports so often (default: 3)"
        )
        parser.add_argument(
            "--only", default="", metavar="T4,T5", help="only these tasks, and the upload before them"
        )
        parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there, too")

    def handle(self, *args: Any, **options: Any) -> None:
        count: int = options["rows"]
        if count < 1_000:
            raise CommandError("--rows must be at least 1000.", returncode=2)
        only = set(filter(None, options["only"].split(",")))
        if unknown := only - floors.NAMES.keys():
            raise CommandError(f"There is no task {', '.join(sorted(unknown))}.", returncode=2)
        kinds, repeats = self._kinds(options["db"]), max(1, options["repeats"])
        self._print(f"{machine()}; {count:,} rows", "")
        results = []
        for kind in kinds:
            if options["what"] == "sync":
                name, found = measure_syncs(kind, repeats=repeats, say=self._say)
            else:
                name, found = measure(kind, count, repeats=repeats, only=only, say=self._say)
            results.append((name, found))
            self._print(*report.table(name, found), "")
        if options["what"] == "ledger":
            self._print(*report.floors())
        if options["json"]:
            options["json"].write_text(json.dumps(_facts(count, results), indent=2), encoding="utf-8")
        missed = [
            f"{name}: {one.task}" for name, found in results for one in found if one.gates and not one.holds
        ]
        if missed:
            raise CommandError(f"Promises that do not hold: {'; '.join(missed)}")

    def _kinds(self, asked: Kind | None) -> tuple[Kind, ...]:
        if asked != "sqlite" and not answers(server_url()):
            if asked:
                raise CommandError("No PostgreSQL answers.", returncode=2)
            self._say("No PostgreSQL answers: only SQLite is measured.")
            return ("sqlite",)
        return (asked,) if asked else ("sqlite", "postgres")

    def _print(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)

    def _say(self, text: str) -> None:
        self.stderr.write(text, style_func=str)


def machine() -> str:
    """What the figures were taken on, and how busy it was with other things."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {os.cpu_count()} CPUs{load}"


def _facts(count: int, results: list[tuple[str, list[Measure]]]) -> dict[str, Any]:
    databases = {
        name: [{**asdict(one), "ratio": one.ratio, "holds": one.holds} for one in found]
        for name, found in results
    }
    return {"machine": machine(), "rows": count, "databases": databases}

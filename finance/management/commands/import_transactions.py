"""Files into a ledger from the shell: CSV of banks, and `.json` bodies of POST upload.

Exits with 0 when every file is in, 1 when one was refused (the others are in), 2 for a wrong call.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from config.lib import strictjson
from config.lib.errors import Refused
from config.lib.progress import with_progress
from finance.management.refusals import mapping_option, question_lines, refusal_lines
from finance.management.upload_body import read_upload
from finance.services.file_import import CsvFile, import_csv
from finance.services.upload import upload_rows


class Command(BaseCommand):
    help = "Import CSV files of banks (.json: bodies of POST upload). A repeat adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--user", required=True, metavar="EMAIL")
        parser.add_argument("--account", default="", metavar="NAME", help="for rows that name no account")
        parser.add_argument("--preset", default="", help="a saved mapping, by name or id")
        parser.add_argument("--currency", metavar="CODE", help="for files that name no currency")
        parser.add_argument("--mapping", default="{}", metavar="JSON", help="as --dry-run shows it")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument(
            "--on-error", choices=("fail", "skip"), default="fail", help="what to do with bad rows"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=User.objects.normalize_email(options["user"])).first()
        if user is None:
            raise CommandError(f"There is no user {options['user']}.", returncode=2)
        options["mapping"] = _mapping(options["mapping"])
        files: list[Path] = options["files"]
        if missing := [str(path) for path in files if not path.is_file()]:
            raise CommandError(f"No such file: {', '.join(missing)}", returncode=2)
        if options["dry_run"] and any(map(_is_upload, files)):
            raise CommandError("--dry-run is for CSV files.", returncode=2)
        outcomes = [_bring_in(user, path, options) for path in with_progress(files, self.stderr)]
        for _, lines in outcomes:
            for line in lines:
                self.stdout.write(line)
        if refused := sum(not is_in for is_in, _ in outcomes):
            raise CommandError(f"{refused} of {len(files)} files refused.", returncode=1)


def _mapping(text: str) -> dict[str, Any]:
    try:
        mapping = strictjson.loads(text.encode())
    except strictjson.JsonError as problem:
        raise CommandError(f"--mapping is not JSON: {problem}", returncode=2) from None
    if not isinstance(mapping, dict):
        raise CommandError("--mapping must be a JSON object.", returncode=2)
    return mapping


def _is_upload(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _bring_in(user: User, path: Path, options: dict[str, Any]) -> tuple[bool, list[str]]:
    """Whether it is in (or could be), and what to say of it."""
    try:
        if _is_upload(path):
            return True, list(_upload(user, path, options))
        return _import(user, path, options)
    except Refused as refused:
        return False, list(refusal_lines(path.name, refused))


def _upload(user: User, path: Path, options: dict[str, Any]) -> Iterator[str]:
    done = upload_rows(
        user=user, upload=read_upload(path.read_bytes(), skip_bad_rows=options["on_error"] == "skip")
    )
    yield _counted(path, done.rows_in_file, done.stats)
    yield from (f"  {warning}" for warning in done.warnings)
    yield from (f"  skipped row {row}, {field}: {message}" for row, field, message in done.rejected)


def _import(user: User, path: Path, options: dict[str, Any]) -> tuple[bool, list[str]]:
    file = CsvFile(
        name=path.name,
        content=path.read_bytes(),
        account=options["account"],
        currency=options["currency"],
        mapping=options["mapping"],
        preset=options["preset"],
        skip_bad_rows=options["on_error"] == "skip",
    )
    plan = import_csv(user=user, file=file, dry_run=options["dry_run"])
    if plan.question:
        return False, [
            f"{path.name}: the file can be read in more than one way",
            *question_lines(plan.question),
        ]
    lines = [_counted(path, plan.rows_in_file, plan.stats)]
    if options["dry_run"]:
        lines += [f"  {reason}" for reason in plan.evidence]
        lines += [f"  {mapping_option(plan.mapping)}", "  (dry run: nothing was changed)"]
    for verb, rows in (("left out", plan.skipped), ("skipped", plan.rejected)):
        lines += [f"  {verb} row {row['row']}, {row['field']}: {row['message']}" for row in rows]
    return True, lines


def _counted(path: Path, rows: int, stats: dict[str, int]) -> str:
    counts = [
        f"{stats[name]:,} {name}" for name in ("inserted", "updated", "deleted", "unchanged") if stats[name]
    ]
    return f"{path.name}: {rows:,} rows, {', '.join(counts)}"

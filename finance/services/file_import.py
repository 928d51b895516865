"""Files of banks: guessed or told how to read them, shown first when asked, then through the one door."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction

from accounts.models import User
from config.lib.errors import Invalid
from finance.domain.incoming import IncomingTransaction
from finance.importers import csv
from finance.models import ImportBatch, ImportPreset, Source
from finance.selectors.imports import preset_meant
from finance.services.ingest import Delivery, Ingested, ingest, retry_lost_races

# Where rows go whose file names no account, when the person does not either.
DEFAULT_ACCOUNT = "Bank account"
SEVERAL_ACCOUNTS = "Several accounts"
_REPORTED, _SAMPLE = 50, 20


@dataclass(frozen=True)
class CsvFile:
    """`mapping` and the preset named by `preset` (id or name) are hints, the former first; see
    importers.csv.
    """

    name: str
    content: bytes
    account: str = ""
    currency: str | None = None
    mapping: AnyMapping[str, Any] = field(default_factory=dict)
    preset: str = ""
    skip_bad_rows: bool = False


@dataclass(frozen=True)
class CsvPlan:
    """How a file would be or was read. Rows are counted in `stats`; nothing else is set while `question`
    is.
    """

    mapping: dict[str, Any]
    evidence: Sequence[str]
    question: dict[str, Any] | None = None
    batch: ImportBatch | None = None
    stats: dict[str, int] = field(default_factory=dict)
    rows_in_file: int = 0
    rows: Sequence[IncomingTransaction] = ()
    skipped: Sequence[dict[str, Any]] = ()
    rejected: Sequence[dict[str, Any]] = ()
    possible_duplicates: int = 0


class _DryRun(Exception):  # noqa: N818 - it carries a result out of a transaction that must not stay
    def __init__(self, done: Ingested) -> None:
        super().__init__()
        self.done = done


def import_csv(*, user: User, file: CsvFile, dry_run: bool = False) -> CsvPlan:
    """Add the file's rows to the ledger; a row that is there already stays as it is, none is ever deleted.

    With `dry_run` the same work is done and taken back, so that the plan is what would happen. Raises
    Invalid for a file that cannot be read, for rows that cannot (unless skipped) and, without `dry_run`,
    where the file's meaning is open: the body then holds the question and its choices.
    """
    preset = preset_meant(user=user, reference=file.preset) if file.preset else None
    try:
        guess = csv.guess(file.content, hints=_hints(file, preset))
        if guess.question:
            return _asked(guess, refuse=not dry_run)
        account = file.account or (preset.account_name if preset else "") or DEFAULT_ACCOUNT
        reading = csv.read(file.content, guess.mapping, default_currency=file.currency, account=account)
    except csv.FileRefused as problem:
        raise Invalid(
            "The file cannot be read", detail=str(problem), errors={"file": [str(problem)]}
        ) from None
    except csv.MappingError as problem:
        errors = {f"mapping.{name}": texts for name, texts in problem.errors.items()}
        raise Invalid("The mapping does not fit the file", errors=errors) from None
    _refuse_bad_rows(reading, skip=file.skip_bad_rows)
    delivery = _delivery(file, reading, preset)
    done = retry_lost_races(lambda: _ingest(user, delivery, dry_run=dry_run))
    return _plan(guess, reading, done)


def _hints(file: CsvFile, preset: ImportPreset | None) -> csv.Mapping:
    return csv.Mapping.from_dict({**(preset.mapping if preset else {}), **file.mapping})


def _asked(guess: csv.Guess, *, refuse: bool) -> CsvPlan:
    question = guess.question
    if question is None:
        raise ValueError("no question")
    asked = {
        "field": question.field,
        "text": question.text,
        "choices": [{"value": c.value, "label": c.label, "mapping": c.answer} for c in question.choices],
    }
    if refuse:
        raise Invalid(
            "The file can be read in more than one way",
            detail=question.text,
            errors={question.field: [question.text]},
            extra={"question": asked, "mapping": guess.mapping.to_dict()},
        )
    return CsvPlan(mapping=guess.mapping.to_dict(), evidence=guess.evidence, question=asked)


def _refuse_bad_rows(reading: csv.Reading, *, skip: bool) -> None:
    if reading.rejected and not (skip and reading.rows):
        first = reading.rejected[0]
        raise Invalid(
            f"{len(reading.rejected)} rows cannot be imported",
            detail=f"Line {first.row}, {first.field}: {first.message}",
            errors={"rows": _shown(reading.rejected)},
            extra={"invalid_rows": len(reading.rejected)},
        )
    if not reading.rows:
        raise Invalid("The file has no transactions", errors={"file": ["No transactions found"]})


def _delivery(file: CsvFile, reading: csv.Reading, preset: ImportPreset | None) -> Delivery:
    accounts = {row.account for row in reading.rows}
    source = preset.name if preset else next(iter(accounts)) if len(accounts) == 1 else SEVERAL_ACCOUNTS
    return Delivery(
        kind=Source.Kind.FILE,
        source=source,
        format="csv",
        file_name=file.name,
        rows=reading.rows,
        rows_in_file=len(reading.rows) + len(reading.rejected),
        file_hash=sha256(file.content).hexdigest(),
    )


def _ingest(user: User, delivery: Delivery, *, dry_run: bool) -> Ingested:
    try:
        with transaction.atomic():
            done = ingest(user=user, delivery=delivery)
            if dry_run:
                raise _DryRun(done)
            return done
    except _DryRun as rehearsal:
        return rehearsal.done


def _plan(guess: csv.Guess, reading: csv.Reading, done: Ingested) -> CsvPlan:
    return CsvPlan(
        mapping=guess.mapping.to_dict(),
        evidence=guess.evidence,
        batch=done.batch,
        stats=done.stats(),
        rows_in_file=done.batch.rows_in_file,
        rows=reading.rows[:_SAMPLE],
        skipped=_shown(reading.skipped),
        rejected=_shown(reading.rejected),
        possible_duplicates=done.possible_duplicates,
    )


def _shown(errors: Sequence[csv.RowError]) -> list[dict[str, Any]]:
    return [{"row": e.row, "field": e.field, "message": e.message} for e in errors[:_REPORTED]]

"""POST upload: a spreadsheet's rows, parsed by the client, become the state of their source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from accounts.models import User
from config.drf.scalars import parse_day
from config.lib.errors import Conflict, Invalid, TooLarge
from config.lib.money import to_units
from finance.domain.fingerprint import fingerprinter
from finance.domain.import_plan import Span, resembles
from finance.domain.incoming import IncomingTransaction
from finance.domain.upload_rows import RowProblem, UploadRows, read_upload_rows
from finance.models import Account, ImportBatch, Source
from finance.selectors.held import live_fingerprints
from finance.selectors.imports import known_file
from finance.services.ingest import Delivery, Ingested, ingest, retry_lost_races
from finance.services.locks import lock_ledger

MAX_ROWS = 100_000
MAX_PARTS = 1_000
_REPORTED = 50
# An upload under a new name is the old file when this share of its rows, and at least so many, are known.
_ALIKE_PERCENT, _ALIKE_ROWS = 80, 5


@dataclass(frozen=True)
class Part:
    """`index` runs from 1 to `count`."""

    index: int
    count: int


@dataclass(frozen=True)
class Upload:
    """What the client sent; `rows` as they came. `same_source` names the file that this one is a newer copy
    of.
    """

    file_name: str
    file_hash: str
    rows: Sequence[Any]
    force: bool = False
    part: Part | None = None
    confirm_deletions: bool = False
    same_source: str = ""
    new_source: bool = False
    skip_bad_rows: bool = False


@dataclass
class UploadResult:
    """`stats` are those of this request; of a part sent twice, those of the first time."""

    import_id: int
    stats: dict[str, int]
    rows_in_file: int
    warnings: list[str] = field(default_factory=list)
    rejected: list[RowProblem] = field(default_factory=list)
    parts_missing: int = 0


def upload_rows(*, user: User, upload: Upload) -> UploadResult:
    """Bring the upload into the ledger; nothing is written unless all of it is.

    Raises Conflict for a file that is known (without `force`), that looks like another source, or that would
    delete most of its own; Invalid names bad rows.
    """
    _check(upload)
    upload = replace(upload, file_hash=upload.file_hash.lower())
    read = _read(user, upload)
    return retry_lost_races(lambda: _apply(user, upload, read))


def refuse_known_file(*, user: User, file_hash: str) -> None:
    """Raise the Conflict of a file that was imported before."""
    known = known_file(user=user, file_hash=file_hash.lower())
    if known:
        when = known.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        raise Conflict(
            "File already imported",
            detail=f"File already imported at {when}. Use force: true to re-import.",
            extra={"import_id": known.pk},
        )


def _check(upload: Upload) -> None:
    if len(upload.rows) > MAX_ROWS:
        raise TooLarge(f"At most {MAX_ROWS} rows in one request; send larger files in parts")
    if not upload.rows:
        raise Invalid("The file has no rows", errors={"rows": ["At least one row is required"]})
    if upload.part and not 1 <= upload.part.index <= upload.part.count <= MAX_PARTS:
        raise Invalid("Invalid part", errors={"part": [f"index runs from 1 to count, at most {MAX_PARTS}"]})


def _read(user: User, upload: Upload) -> UploadRows:
    accounts = dict(Account.objects.for_user(user).values_list("name_key", "currency"))
    read = read_upload_rows(
        upload.rows, parse_day=parse_day, account_currencies=accounts, base_currency=user.base_currency
    )
    if read.problems and not (upload.skip_bad_rows and read.rows):
        named = [problem._asdict() for problem in read.problems[:_REPORTED]]
        raise Invalid(
            f"{len(read.problems)} of {len(upload.rows)} rows cannot be imported",
            detail=f"Row {read.problems[0].row}, {read.problems[0].field}: {read.problems[0].message}",
            errors={"rows": named},
            extra={"invalid_rows": len(read.problems)},
        )
    return read


def _apply(user: User, upload: Upload, read: UploadRows) -> UploadResult:
    with transaction.atomic():
        lock_ledger(user.pk)
        batch = _open_batch(user, upload)
        if batch and upload.part and str(upload.part.index) in batch.parts:
            return _repeated(batch, upload.part)
        if not upload.force:
            refuse_known_file(user=user, file_hash=upload.file_hash)
        name = _source_name(user, upload, read.rows, batch)
        arrived = len(batch.parts) if batch else 0
        is_last = upload.part is None or arrived + 1 == upload.part.count
        done = ingest(user=user, delivery=_delivery(user, upload, read, name), batch=batch, is_last=is_last)
        stats = done.stats()
        missing = _note_part(done.batch, upload.part, stats)
    return UploadResult(
        import_id=done.batch.pk,
        stats=stats,
        rows_in_file=len(upload.rows),
        warnings=_warnings(done),
        rejected=read.problems[:_REPORTED],
        parts_missing=missing,
    )


def _open_batch(user: User, upload: Upload) -> ImportBatch | None:
    if upload.part is None:
        return None
    open_batches = ImportBatch.objects.for_user(user).filter(
        file_hash=upload.file_hash, is_complete=False, undone_at=None
    )
    batch = open_batches.order_by("-id").first()
    if batch and batch.part_count != upload.part.count:
        raise Conflict(
            "Parts do not fit together", detail=f"The parts before this one said count {batch.part_count}."
        )
    return batch


def _source_name(
    user: User, upload: Upload, rows: Sequence[IncomingTransaction], batch: ImportBatch | None
) -> str:
    if batch:
        return batch.source.name
    name = upload.same_source or upload.file_name
    sources = Source.objects.for_user(user).filter(kind=Source.Kind.UPLOAD)
    if upload.same_source and not sources.filter(name=name).exists():
        raise Invalid("Unknown source", errors={"same_source": ["No upload of this name"]})
    if not upload.new_source and not sources.filter(name=name).exists() and sources.exists():
        _refuse_lookalike(user, rows)
    return name


def _refuse_lookalike(user: User, rows: Sequence[IncomingTransaction]) -> None:
    days = [row.date for row in rows]
    others = live_fingerprints(user_id=user.pk, kind=Source.Kind.UPLOAD, span=Span(min(days), max(days)))
    arriving = Counter(map(fingerprinter(), rows, [to_units(row.amount) for row in rows]))
    for source_id, contents in others.items():
        equal = resembles(arriving, contents)
        if equal >= _ALIKE_ROWS and equal * 100 >= arriving.total() * _ALIKE_PERCENT:
            name = Source.objects.get(pk=source_id).name
            raise Conflict(
                f"Looks like {name}",
                detail=f"{equal} of {arriving.total()} rows are in the ledger from {name}. Send "
                f'same_source: "{name}" to update it, or new_source: true to keep both.',
                extra={"source": name},
            )


def _delivery(user: User, upload: Upload, read: UploadRows, source: str) -> Delivery:
    return Delivery(
        kind=Source.Kind.UPLOAD,
        source=source,
        format="json",
        file_name=upload.file_name,
        rows=read.rows,
        rows_in_file=len(upload.rows),
        merged_legs=read.merged_legs,
        file_hash=upload.file_hash,
        claims_hash=not _is_claimed(user, upload.file_hash),
        alike=True,
        # Rows that were skipped are not rows that the file no longer has.
        replaces=not read.problems,
        confirm_deletions=upload.confirm_deletions,
    )


def _is_claimed(user: User, file_hash: str) -> bool:
    return ImportBatch.objects.for_user(user).filter(file_hash=file_hash, claims_hash=True).exists()


def _note_part(batch: ImportBatch, part: Part | None, stats: dict[str, int]) -> int:
    """Remember that this part arrived; returns how many are still to come."""
    if part is None:
        return 0
    batch.part_count = part.count
    batch.parts = {**batch.parts, str(part.index): stats}
    batch.save(update_fields=["part_count", "parts"])
    return part.count - len(batch.parts)


def _repeated(batch: ImportBatch, part: Part) -> UploadResult:
    return UploadResult(
        import_id=batch.pk,
        stats=batch.parts[str(part.index)],
        rows_in_file=batch.rows_in_file,
        warnings=["This part had arrived before; nothing was changed"],
        parts_missing=part.count - len(batch.parts),
    )


def _warnings(done: Ingested) -> list[str]:
    warnings = []
    if done.possible_duplicates:
        warnings.append(
            f"{done.possible_duplicates} rows may repeat rows of another source: see transactions/duplicates"
        )
    guessed = Account.objects.filter(pk__in=done.created["accounts"], type=Account.Type.OTHER)
    warnings += [
        f"The type of account {name} is not known" for name in guessed.values_list("name", flat=True)
    ]
    return warnings

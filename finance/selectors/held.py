"""The rows of one source as the import plan compares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from django.db import connection

from finance.domain.import_plan import Facts, Held, Span
from finance.models import Source
from finance.sql.bulk import id_list

_day = lru_cache(4096)(date.fromisoformat)
_STATE = {"": "live", "user": "blocked", "merged": "blocked", "source": "gone"}

_COLUMNS = """
    SELECT id, fingerprint, occurrence, external_id, date, type, amount, currency, account_id, to_account_id,
           category_id, note, merchant, status, deletion, corrected, former_external_id
    FROM finance_transaction
    WHERE user_id = %s AND source_id = %s AND deletion <> 'undone'
"""


def held_rows(*, source: Source, span: Span | None, external_ids: Collection[str] = ()) -> list[Held]:
    """All rows of the source dated inside the span, as they are now or as it told them, and any that bear, or
    bore, one of the ids, wherever they are.

    Read as the driver gives them: an import of 100,000 rows compares as many, and model instances would cost
    ten times the plan itself.
    """
    conditions: list[tuple[str, list[Any]]] = []
    if span:
        conditions.append(("date BETWEEN %s AND %s", [span.start, span.end]))
        # A person may have moved them; their identity is still that of the day on which the source told them.
        conditions.append(("corrected IS NOT NULL", []))
    if external_ids:
        clause, parameter = id_list(external_ids)
        conditions.append((f"external_id {clause}", [parameter]))
        conditions.append((f"former_external_id {clause}", [parameter]))
    rows: dict[int, tuple[Any, ...]] = {}
    with connection.cursor() as cursor:
        for condition, values in conditions:
            cursor.execute(f"{_COLUMNS} AND {condition}", [source.user_id, source.pk, *values])
            rows |= {row[0]: row for row in cursor.fetchall()}
    found = [_held(row) for row in rows.values()]
    return [row for row in found if not row.corrected or _is_meant(row, span, external_ids)]


def _is_meant(row: Held, span: Span | None, external_ids: Collection[str]) -> bool:
    if span and span.start <= row.facts.date <= span.end:
        return True
    return row.external_id in external_ids or row.former_id in external_ids


def _held(row: tuple[Any, ...]) -> Held:
    (pk, content, occurrence, external_id, day, kind, amount, currency, account, to_account,
     category, note, merchant, status, deletion, corrected, former_id) = row  # fmt: skip
    facts = Facts(
        _day(day) if isinstance(day, str) else day,
        kind,
        amount,
        currency,
        str(account),
        str(to_account or ""),
        str(category or ""),
        note,
        merchant,
        status,
    )
    fields: frozenset[str] = frozenset()
    if corrected:
        imported = msgspec.json.decode(corrected) if isinstance(corrected, str) else corrected
        facts = facts._replace(**facts_from_json(imported))
        fields = frozenset(imported)
    return Held(
        pk, bytes(content or b""), occurrence or 0, external_id, facts, _STATE[deletion], fields, former_id
    )


def facts_from_json(values: dict[str, Any]) -> dict[str, Any]:
    """Facts out of `Transaction.corrected`, which keeps dates as text; fields that are no facts are left
    out.
    """
    facts = {name: value for name, value in values.items() if name in Facts._fields}
    if "date" in facts:
        facts["date"] = date.fromisoformat(facts["date"])
    return facts


def facts_to_json(values: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `facts_from_json`."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def live_fingerprints(*, user_id: int, kind: str, span: Span) -> dict[int, Counter[bytes]]:
    """Contents of the live rows dated inside the span, by source, of a user's sources of one kind."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.source_id, t.fingerprint
            FROM finance_transaction t JOIN finance_source s ON s.id = t.source_id
            WHERE t.user_id = %s AND s.kind = %s AND t.date BETWEEN %s AND %s
              AND t.deletion = '' AND t.fingerprint IS NOT NULL
            """,
            [user_id, kind, span.start, span.end],
        )
        found: dict[int, Counter[bytes]] = {}
        for source_id, content in cursor.fetchall():
            found.setdefault(source_id, Counter())[bytes(content)] += 1
    return found

"""The bare statements: the least that a database must do for each task, without the product.

They run over a plain driver connection, on the database that the server has just filled, with the same
indexes. What Python needs to make the tuples is not in their time.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import msgspec

from config.bench.databases import Database

_TABLE, _COPY, _STAGE = "finance_transaction", "bench_copy", "bench_stage"
_PAGE: Final = (
    "id, date, amount, currency, type, category_id, account_id, to_account_id, note, merchant, status, "
    "is_anomaly, is_recurring, source_id, import_batch_id, created_at, updated_at"
)
_JOINED: Final = """
    FROM finance_transaction t
    JOIN finance_account account ON account.id = t.account_id
    LEFT JOIN finance_account other ON other.id = t.to_account_id
    LEFT JOIN finance_category category ON category.id = t.category_id
    LEFT JOIN finance_category top ON top.id = category.parent_id
    JOIN finance_source source ON source.id = t.source_id
    LEFT JOIN finance_importbatch batch ON batch.id = t.import_batch_id
    WHERE t.deletion = ''
    ORDER BY t.date DESC, t.id DESC
"""
_SPENT: Final = (
    "FROM finance_transaction t WHERE t.user_id = 1 AND t.deletion = '' AND t.status = 'posted'"
    " AND t.type <> 'Transfer' AND t.date BETWEEN %s AND %s"
)
_IN_CSV: Final = (
    "t.id, t.date, t.amount, t.currency, t.type, top.name, category.name, account.name, other.name, t.note, "
    "batch.file_name, t.created_at"
)
_IN_JSON: Final = (
    "t.id, t.date, t.amount, t.currency, t.type, top.name, category.name, t.category_id, account.name, "
    "t.account_id, other.name, t.note, t.merchant, t.status, t.is_anomaly, t.is_recurring, batch.file_name, "
    "source.kind, t.created_at, t.updated_at"
)
_KEYS: Final = (
    "id", "date", "amount", "currency", "type", "category", "subcategory", "category_id", "account",
    "account_id", "to_account", "note", "merchant", "status", "is_anomaly", "is_recurring", "file_source",
    "source", "created_at", "updated_at",
)  # fmt: skip

NAMES: Final = {
    "T1": "COPY (SQLite: executemany) of the same rows into a bare staging table, then INSERT … SELECT into "
    "a copy of the table with all its indexes",
    "T2": "the same staging, then one INSERT … SELECT … ON CONFLICT (identity of the row) DO UPDATE … WHERE "
    "a column differs; none does",
    "T3": "as T2; the amounts of 1 % differ",
    "T4": "one SELECT of the sum and count of each month and type from the ledger's table, with the same "
    "dates",
    "T5": "one SELECT of the sum and count of each top category from the ledger's table, joined with its "
    "names, with the same dates",
    "T6": "SELECT of the page's columns and SELECT COUNT(*), both with the same condition, from the driver",
    "T7": "the SELECTs that fill the tables of figures, one after the other, read to the end by Django's "
    "cursor; no row is written",
    "T8": "a view of one line under the same gunicorn, without login, middleware or total: .values() of the "
    "same fields, joined, as JSON",
    "T9": "one SELECT of what the answer shows, joined with its names, read to the end by the driver and "
    "written by csv.writer or msgspec",
}


class Floors:
    """Each method is one run of a floor and gives its seconds; the ledger's table stays as it was."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_postgres = database.kind == "postgres"
        self._connection = database.connect()
        self._columns = self._columns_of_table()

    def close(self) -> None:
        self._connection.close()

    def insert(self) -> float:
        """T1."""
        self._clone()
        names = ", ".join(self._columns[1:])
        fresh = [row[1:] for row in self._rows]

        def work(cursor: Any) -> None:
            self._stage(cursor, self._columns[1:], fresh)
            cursor.execute(f"INSERT INTO {_COPY} ({names}) SELECT {names} FROM {_STAGE}")

        seconds = self._timed(work)
        self._connection.execute(f"DROP TABLE {_COPY}")
        return seconds

    def repeat(self) -> float:
        """T2."""
        return self._upsert(self._rows)

    def change(self, share: int) -> float:
        """T3, with one row of `share` changed."""
        place = self._columns.index("amount")
        rows = list(self._rows)
        for number in range(0, len(rows), share):
            row = rows[number]
            rows[number] = (*row[:place], row[place] + 10_000, *row[place + 1 :])
        return self._upsert(rows)

    def _upsert(self, rows: Sequence[tuple[Any, ...]]) -> float:
        """The rows as a file brings them: without ids, found again by their identity."""
        columns, arriving = self._columns[1:], [row[1:] for row in rows]
        content = ("amount", "base_amount", "category_id", "merchant", "status", "updated_at")
        held, new = (", ".join(f"{table}.{name}" for name in content) for table in (_TABLE, "excluded"))
        differs = f"({held}) {'IS DISTINCT FROM' if self._is_postgres else 'IS NOT'} ({new})"
        assignments = ", ".join(f"{name} = excluded.{name}" for name in content)
        names = ", ".join(columns)

        def work(cursor: Any) -> None:
            self._stage(cursor, columns, arriving)
            cursor.execute(f"""
                INSERT INTO {_TABLE} ({names}) SELECT {names} FROM {_STAGE} WHERE true
                ON CONFLICT (user_id, source_id, fingerprint, occurrence)
                    WHERE deletion = '' AND fingerprint IS NOT NULL
                DO UPDATE SET {assignments} WHERE {differs}
            """)

        return self._timed(work, keep=False)

    def page(self, condition: str, parameters: Sequence[object]) -> tuple[float, int]:
        """T6: (seconds, total); `condition` is the text after WHERE, with %s for parameters."""
        where = condition if self._is_postgres else condition.replace("%s", "?")
        run = self._connection.execute
        started = time.perf_counter()
        run(
            f"SELECT {_PAGE} FROM {_TABLE} WHERE {where} ORDER BY date DESC, id DESC LIMIT 100", parameters
        ).fetchall()
        total = run(f"SELECT COUNT(*) FROM {_TABLE} WHERE {where}", parameters).fetchone()[0]
        return time.perf_counter() - started, total

    def months(self, start: str, end: str) -> tuple[float, int]:
        """T4: (seconds, sum of all expenses in units)."""
        return self._expenses(
            f"SELECT period, type, SUM(base_amount), COUNT(*) {_SPENT} GROUP BY 1, 2", start, end
        )

    def categories(self, start: str, end: str) -> tuple[float, int]:
        """T5: (seconds, sum of all expenses in units)."""
        joined = _SPENT.replace(
            "WHERE",
            "LEFT JOIN finance_category category ON category.id = t.category_id"
            " LEFT JOIN finance_category top ON top.id = category.parent_id WHERE t.type = 'Expense' AND",
        )
        name = "COALESCE(top.name, category.name)"
        return self._expenses(
            f"SELECT {name}, 'Expense', SUM(base_amount), COUNT(*) {joined} GROUP BY 1", start, end
        )

    def _expenses(self, statement: str, *dates: str) -> tuple[float, int]:
        text = statement if self._is_postgres else statement.replace("%s", "?")
        started = time.perf_counter()
        rows = self._connection.execute(text, dates).fetchall()
        seconds = time.perf_counter() - started
        return seconds, int(sum(row[2] for row in rows if row[1] == "Expense"))

    def export_csv(self) -> float:
        """T9."""
        started = time.perf_counter()
        for rows in self._whole(_IN_CSV):
            csv.writer(io.StringIO()).writerows((*row[:2], _money(row[2]), *row[3:]) for row in rows)
        return time.perf_counter() - started

    def export_json(self) -> float:
        """T9."""
        encoder = msgspec.json.Encoder(decimal_format="number")
        started = time.perf_counter()
        for rows in self._whole(_IN_JSON):
            encoder.encode(
                [dict(zip(_KEYS, (*row[:2], _money(row[2]), *row[3:]), strict=True)) for row in rows]
            )
        return time.perf_counter() - started

    def scalar(self, statement: str) -> Any:
        return self._connection.execute(statement).fetchone()[0]

    def _whole(self, columns: str) -> Iterator[list[Any]]:
        with self._cursor() as cursor:
            cursor.execute(f"SELECT {columns} {_JOINED}")
            while rows := cursor.fetchmany(5000):
                yield rows

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[Any]:
        """One that does not hold the whole answer."""
        if self._is_postgres:
            with self._connection.transaction(), self._connection.cursor("bench") as cursor:
                cursor.itersize = 5000
                yield cursor
        else:
            with contextlib.closing(self._connection.cursor()) as cursor:
                yield cursor

    def _timed(self, work: Callable[[Any], object], *, keep: bool = True) -> float:
        cursor = self._connection.cursor()
        cursor.execute("BEGIN" if self._is_postgres else "BEGIN IMMEDIATE")
        started = time.perf_counter()
        work(cursor)
        if keep:
            cursor.execute(f"DROP TABLE {_STAGE}")
            cursor.execute("COMMIT")
        seconds = time.perf_counter() - started
        if not keep:
            cursor.execute("ROLLBACK")
        return seconds

    def _stage(self, cursor: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        names = ", ".join(columns)
        cursor.execute(f"CREATE TEMP TABLE {_STAGE} AS SELECT {names} FROM {_TABLE} WHERE 1 = 0")
        if self._is_postgres:
            with cursor.copy(f"COPY {_STAGE} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cursor.executemany(f"INSERT INTO {_STAGE} ({names}) VALUES ({marks})", rows)

    def _columns_of_table(self) -> list[str]:
        cursor = self._connection.cursor()
        cursor.execute(f"SELECT * FROM {_TABLE} WHERE 1 = 0")
        return [column[0] for column in cursor.description]

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(
            f"SELECT * FROM {_TABLE} ORDER BY id"
        ).fetchall()
        return rows

    def _clone(self) -> None:
        """An empty table like the ledger's, with every index."""
        if self._is_postgres:
            self._connection.execute(f"CREATE TABLE {_COPY} (LIKE {_TABLE} INCLUDING ALL)")
            return
        statements = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC"
        for (statement,) in self._connection.execute(statements, [_TABLE]).fetchall():
            own_name = re.sub(r'INDEX "', 'INDEX "copy_', statement)
            self._connection.execute(own_name.replace(f'"{_TABLE}"', f'"{_COPY}"'))


def _money(units: int) -> Decimal:
    return Decimal(units).scaleb(-4)

"""Stores who was paid, also for the rows that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from finance.domain.merchant import payee_of

_CHUNK = 5_000


def fill(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Each different text is cleaned once, whatever the number of its rows."""
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE moneta_payee (merchant varchar(200), note varchar(500), payee varchar(80))"
        )
        for named in _named(editor):
            cursor.executemany("INSERT INTO moneta_payee (merchant, note, payee) VALUES (%s, %s, %s)", named)
        cursor.execute("CREATE INDEX moneta_payee_key ON moneta_payee (note, merchant)")
        cursor.execute(
            "UPDATE finance_transaction SET payee = named.payee FROM moneta_payee named"
            " WHERE named.note = finance_transaction.note AND named.merchant = finance_transaction.merchant"
        )
        cursor.execute("DROP TABLE moneta_payee")


def _named(editor: BaseDatabaseSchemaEditor) -> Iterator[list[tuple[str, str, str]]]:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT merchant, note FROM finance_transaction")
        texts = cursor.fetchall()
    for start in range(0, len(texts), _CHUNK):
        rows = [(m, n, payee_of(merchant=m, note=n)) for m, n in texts[start : start + _CHUNK]]
        yield [row for row in rows if row[2]]


class Migration(migrations.Migration):
    dependencies = [("finance", "0003_bank_feeds")]

    operations = [
        migrations.AddField(
            model_name="transaction",
            name="payee",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

"""What Django's models cannot say: history is append-only, and PostgreSQL searches by trigrams."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.sql.append_only import append_only


def add_trigrams(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        editor.execute(
            "CREATE INDEX finance_transaction_search ON finance_transaction USING gin (search_text gin_trgm_ops)"
        )


def drop_trigrams(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS finance_transaction_search")


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        append_only("finance_transactionchange"),
        migrations.RunPython(add_trigrams, drop_trigrams),
    ]

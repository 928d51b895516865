"""Tables whose rows are written once: triggers refuse UPDATE always, and DELETE outside a marked transaction.

The mark is a transaction-local setting on PostgreSQL and a row that never outlives its transaction on SQLite;
`accounts.services.erasure.erasing` sets it. SQLite drops a table's triggers when a later migration remakes
the table: such a migration runs `append_only` again (each append-only model has a test that tries).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MARK = {
    "sqlite": "INSERT INTO accounts_erasing DEFAULT VALUES",
    "postgresql": "SELECT set_config('moneta.erasing', 'on', true)",
}
UNMARK = {
    "sqlite": "DELETE FROM accounts_erasing",
    "postgresql": "SELECT set_config('moneta.erasing', '', true)",
}

PREPARE = {
    "sqlite": ["CREATE TABLE accounts_erasing (id integer PRIMARY KEY)"],
    "postgresql": [
        """
        CREATE FUNCTION moneta_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND current_setting('moneta.erasing', true) = 'on' THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """
    ],
}
UNPREPARE = {
    "sqlite": ["DROP TABLE accounts_erasing"],
    "postgresql": ["DROP FUNCTION moneta_append_only()"],
}
INSTALL = {
    "sqlite": [
        """
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """,
        """
        CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
        WHEN NOT EXISTS (SELECT 1 FROM accounts_erasing)
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """,
    ],
    "postgresql": [
        """
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION moneta_append_only()
        """
    ],
}
REMOVE = {
    "sqlite": ["DROP TRIGGER {table}_no_update", "DROP TRIGGER {table}_no_delete"],
    "postgresql": ["DROP TRIGGER {table}_append_only ON {table}"],
}


def prepare() -> migrations.RunPython:
    """The operation that makes what every append-only table leans on; once, in accounts' first migration."""
    return migrations.RunPython(_run(PREPARE), _run(UNPREPARE))


def append_only(table: str) -> migrations.RunPython:
    """The operation that makes `table` append-only; its migration depends on accounts.0001_initial."""
    return migrations.RunPython(_run(INSTALL, table=table), _run(REMOVE, table=table))


def _run(statements: dict[str, list[str]], **names: str) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    def apply(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement.format(**names) if names else statement, params=None)

    return apply

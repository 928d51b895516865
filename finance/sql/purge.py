"""Removes an account's rows for good, with all that hangs on them."""

from __future__ import annotations

from django.db import connection, models

from finance.models import Transaction

_OF_ACCOUNT = "user_id = %s AND (account_id = %s OR to_account_id = %s)"
_IDS = f"SELECT id FROM finance_transaction WHERE {_OF_ACCOUNT}"  # noqa: S608 - composed of constants


def purge_rows(*, user_id: int, account_id: int) -> None:
    """Every row that the account sends or receives, whatever its state, and what refers to these rows.

    One statement per table, however many rows. History lets go of its lines only inside
    `accounts.services.erasure.erasing`.
    """
    with connection.cursor() as cursor:
        for statement in (*_detachments(), f"DELETE FROM finance_transaction WHERE {_OF_ACCOUNT}"):  # noqa: S608 - constants
            cursor.execute(statement, [user_id, account_id, account_id])


def _detachments() -> list[str]:
    """One statement per foreign key to a transaction, also of tables that other parts of the house add."""
    statements = []
    for relation in Transaction._meta.related_objects:
        table, column = relation.related_model._meta.db_table, relation.field.column
        if relation.on_delete is models.SET_NULL:
            statements.append(f"UPDATE {table} SET {column} = NULL WHERE {column} IN ({_IDS})")  # noqa: S608 - Django's names
        else:
            statements.append(f"DELETE FROM {table} WHERE {column} IN ({_IDS})")  # noqa: S608 - Django's names
    return statements

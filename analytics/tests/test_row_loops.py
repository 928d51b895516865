"""Figures are made by statements: nothing in analytics has single rows of the ledger in its hands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = {"Transaction", "Split", "TransactionQuerySet"}
READERS = {"transactions", "transaction_rows", "transaction_stream"}
# The second, slow way of `manage.py verify`, which is there to be another one.
SECOND_WAY = {"selectors/ledger_rows.py", "selectors/verification.py"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("finance"):
            yield from (alias.name for alias in node.names)
            yield (node.module or "").rsplit(".", 1)[-1]


def test_no_module_reads_single_rows() -> None:
    modules = {
        str(path.relative_to(ROOT)): ast.parse(path.read_text())
        for path in ROOT.rglob("*.py")
        if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)
    }
    guilty = {name for name, tree in modules.items() if (ROWS | READERS) & set(imported(tree))}
    assert guilty == SECOND_WAY

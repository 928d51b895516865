"""Figures come out of statements over sets. What may walk over the rows of a ledger is named here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import analytics
from analytics.sql import facts

ROOT = Path(analytics.__file__).parent
LEDGER = {"Transaction", "Split"}
# The second way of `manage.py verify`, which is slow on purpose; it asks for first and last days, too.
MAY_WALK = {"selectors/ledger_rows.py", "selectors/verification.py"}


def modules() -> list[str]:
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*.py"))
    return sorted(str(path) for path in paths if path.parts[0] not in {"tests", "migrations"})


def loops(tree: ast.AST) -> Iterator[ast.expr]:
    """What is walked over: by for, by a comprehension, or by making a list of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            yield node.iter
        elif isinstance(node, ast.Call):
            yield from node.args if isinstance(node.func, ast.Name) else [node.func]


def walked(source: str) -> list[int]:
    """The lines where rows of the ledger are walked over, straight or through a variable."""
    tree = ast.parse(source)
    rows = set(LEDGER)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and names(node.value) & rows:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            rows |= {name for target in targets for name in names(target)}
    return sorted({loop.lineno for loop in loops(tree) if rows_of(loop, rows)})


def names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def rows_of(loop: ast.expr, rows: set[str]) -> bool:
    """`Transaction.Type` and the like are words; `aggregate` gives one row."""
    last = loop.attr if isinstance(loop, ast.Attribute) else ""
    if last in {"aggregate", "exists", "count", "first", "get", "filter", "exclude", "for_user"}:
        return False
    for part in ast.walk(loop):
        if isinstance(part, ast.Name) and part.id in rows and part.id not in LEDGER:
            return True
        if isinstance(part, ast.Attribute) and part.attr == "objects" and names(part.value) & LEDGER:
            return True
    return False


def test_only_named_modules_walk_over_the_rows_of_a_ledger() -> None:
    found = {module: walked((ROOT / module).read_text(encoding="utf-8")) for module in modules()}

    assert {module for module, lines in found.items() if lines} == MAY_WALK


@pytest.mark.parametrize(
    "source",
    [
        "for row in Transaction.objects.all(): pass",
        "[row for row in Transaction.objects.for_user(user)]",
        "rows = Transaction.objects.live()\nfor row in rows: pass",
        "rows = Split.objects.all()\nlist(rows)",
        "for row in Transaction.objects.values_list('id').iterator(9): pass",
        "rows = Transaction.objects.all()\nnext(rows.iterator())",
    ],
)
def test_a_walk_is_seen(source: str) -> None:
    assert walked(source)


@pytest.mark.parametrize(
    "source",
    [
        "for kind in Transaction.Type.values: pass",
        "Transaction.objects.filter(pk=1).aggregate(Max('date'))",
        "for row in fetch(STATEMENT): pass",
    ],
)
def test_what_is_no_walk_is_not(source: str) -> None:
    assert not walked(source)


@pytest.mark.parametrize("fact", facts.FACTS, ids=lambda fact: fact.name)
def test_a_table_of_figures_is_filled_from_its_one_statement(fact: facts.FactTable) -> None:
    writers = [
        module
        for module in modules()
        if f"INSERT INTO {fact.name}" in (ROOT / module).read_text(encoding="utf-8")
        or f"{fact.model.__name__}.objects.create" in (ROOT / module).read_text(encoding="utf-8")
    ]

    assert writers == []
    assert "INSERT INTO {self.name}" in (ROOT / "sql" / "facts.py").read_text(encoding="utf-8")

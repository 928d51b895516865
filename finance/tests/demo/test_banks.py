from __future__ import annotations

from pathlib import Path

from finance.demo import banks
from finance.demo.banks import STATEMENTS


def test_each_shipped_file_is_imported_into_an_account_of_its_own() -> None:
    folder = Path(banks.__file__).parent / "statements"
    assert sorted(statement.file for statement in STATEMENTS) == sorted(
        path.name for path in folder.glob("*.csv")
    )
    assert len({statement.account for statement in STATEMENTS}) == len(STATEMENTS)

from __future__ import annotations

from datetime import date

from finance.domain.import_plan import Facts
from finance.domain.row_facts import agreed

FACTS = Facts(date(2025, 1, 15), "Expense", 50_0000, "INR", "1", "", "7", "lunch", "", "posted")


def test_a_field_as_its_source_tells_it_follows_the_source_again() -> None:
    known = {"type": "Expense", "note": "lunch", "date": "2025-01-15", "amount": 1}

    assert agreed(["type", "date", "amount"], FACTS, known) == {"note": "lunch", "amount": 1}
    assert agreed(["type"], FACTS, {"type": "Expense"}) is None
    assert agreed(["type"], FACTS, None) is None

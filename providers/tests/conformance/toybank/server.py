from __future__ import annotations

from providers.tests.consentserver import ACCOUNTS, Body
from providers.tests.history import Change

TOY_ACCOUNTS = {"accts": [{"a": name, "called": name, "has": -7} for name in ACCOUNTS]}


def write_toybank(changes: list[Change]) -> Body:
    return {
        "rows": [
            {
                "t": row["id"],
                "a": row["account"],
                "on": row["date"].isoformat(),
                "sum": True if row["broken"] else row["amount"],
                "said": row["text"],
                "open": row["pending"],
                "was": row["replaces"],
                "new": what == "added",
            }
            for what, _, row in changes
        ]
    }

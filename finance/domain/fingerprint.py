"""What makes an imported row itself, where its source has no ids of its own.

The recipe is frozen: stored fingerprints are compared with new ones for as long as the ledger lives.
Changing a byte of it makes every re-import look new. A new recipe gets a new VERSION and a migration.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256

from config.lib.text import fold
from finance.domain.incoming import IncomingTransaction

VERSION = 1
_SEPARATOR = "\x1f"


def fingerprinter() -> Callable[[IncomingTransaction, int], bytes]:
    """A function (row, its amount in units) -> 32 bytes (SHA-256) that remembers, for the length of one
    import, what rows have in common.

    The source's own words go in, never what a person corrected or how an account is called today: date,
    type, amount, currency as given, both account names folded, cleaned note.
    """
    folded, day = cache(fold), cache(date.isoformat)

    def fingerprint(row: IncomingTransaction, units: int) -> bytes:
        content = _SEPARATOR.join(
            (
                f"v{VERSION}",
                day(row.date),
                row.type,
                str(units),
                row.currency or "",
                folded(row.account),
                folded(row.to_account) if row.to_account else "",
                row.note,
            )
        )
        return sha256(content.encode()).digest()

    return fingerprint

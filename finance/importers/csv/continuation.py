"""Texts that go on in the lines below their transaction, as banks print long ones."""

from __future__ import annotations

import msgspec

from finance.domain.incoming import IncomingTransaction
from finance.importers.csv.cells import text_of


class Continuation:
    """`end` is the line of the last transaction: below it a text counts only where the file has shown before
    that its texts go on; otherwise it is a remark on the file.
    """

    def __init__(self, end: int) -> None:
        self._end = end
        self._next_line = 0
        self._seen = False

    def follow(self, transaction: IncomingTransaction) -> None:
        """The next line may go on with this one's note."""
        self._next_line = transaction.line + 1

    def joined(self, transaction: IncomingTransaction, text: str, line: int) -> IncomingTransaction | None:
        """The transaction with the text behind its note; None where the line does not belong to it."""
        if not text or line != self._next_line or (line > self._end and not self._seen):
            return None
        self._seen, self._next_line = True, line + 1
        return msgspec.structs.replace(transaction, note=text_of([transaction.note, text], (0, 1)))

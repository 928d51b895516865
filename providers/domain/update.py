"""One update of a bank, put together from its pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from providers.domain.contract import BankRow, Page, ProviderError

MOST_PAGES = 500
MOST_RESTARTS = 5


class Endless(ProviderError):  # noqa: N818 - reads as an answer, as its siblings do
    """The bank names a page a second time, or never its last one."""

    default = "The bank's pages do not come to an end"


@dataclass
class Update:
    """What the bank has told since `start`: of each id only the last word. `start` "" = from the beginning.

    `told` counts rows and removals as they came, `rejected` those that could not be read.
    """

    start: str
    rows: dict[str, BankRow] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    cursor: str = ""
    told: int = 0
    rejected: int = 0
    pages: int = 0
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.cursor = self.start
        self.seen.add(self.start)

    @property
    def whole(self) -> bool:
        return self.start == ""

    def add(self, page: Page) -> bool:
        """Whether there are more pages. Endless for a page that leads back, or is one too many."""
        for row in (*page.added, *page.modified):
            self.rows[row.external_id] = row
            self.removed.discard(row.external_id)
        for external_id in page.removed:
            self.rows.pop(external_id, None)
            self.removed.add(external_id)
        self.told += len(page.added) + len(page.modified) + len(page.removed)
        self.rejected += len(page.rejected)
        self.pages += 1
        self.cursor = page.next_cursor
        if page.has_more:
            if page.next_cursor in self.seen or self.pages >= MOST_PAGES:
                raise Endless
            self.seen.add(page.next_cursor)
        return page.has_more

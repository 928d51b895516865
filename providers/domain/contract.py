"""What every bank looks like from inside: the calls it answers, the shapes it answers in, how it fails.

Everything is normalised: money is signed (negative = spent or owed), an account's type is a word of
`finance.models.Account.Type`, a currency is an ISO code in capitals, text is clean and short enough to keep.
No error's text carries a token, a URL or a body, so it may be stored and shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol, runtime_checkable

Kind = Literal["mock", "plaid"]
Status = Literal["posted", "pending"]
AccountType = Literal["checking", "savings", "credit", "investment", "loan", "cash", "other"]
HOLDINGS = "holdings"  # a capability: fetch_holdings has something to say


@dataclass(frozen=True, slots=True)
class Grant:
    """The permission to read one login at a bank; `item_id` is the bank's name for that login."""

    access_token: str = field(repr=False)
    item_id: str
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None  # of the access token; None = it does not expire
    institution: str = ""


@dataclass(frozen=True, slots=True)
class LinkToken:
    """What the bank's own dialogue in the browser starts with."""

    token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class BankAccount:
    external_id: str
    name: str
    official_name: str
    mask: str
    type: AccountType
    subtype: str
    currency: str
    balance: Decimal
    available: Decimal | None = None
    credit_limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BankRow:
    """One transaction. `pending_id` names the pending row that this posted one replaces."""

    external_id: str
    account_id: str
    date: date
    amount: Decimal
    currency: str
    description: str
    merchant: str
    status: Status = "posted"
    category: str | None = None
    subcategory: str | None = None
    pending_id: str | None = None


@dataclass(frozen=True, slots=True)
class BankHolding:
    """`value` and `cost_basis` are of the whole holding, `price` and `close_price` of one unit.

    `external_id` names the security: it is unique within the account.
    """

    account_id: str
    external_id: str
    name: str
    ticker: str
    isin: str
    type: str
    quantity: Decimal
    price: Decimal | None
    value: Decimal | None
    cost_basis: Decimal | None
    currency: str
    close_price: Decimal | None = None
    close_price_date: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be read; `id` is empty when not even that is there."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of an update: it is complete once `has_more` is false.

    `unavailable` names accounts whose rows the bank cannot tell now and will tell later, by itself.
    """

    added: tuple[BankRow, ...] = ()
    modified: tuple[BankRow, ...] = ()
    removed: tuple[str, ...] = ()
    next_cursor: str = ""
    has_more: bool = False
    rejected: tuple[Rejected, ...] = ()
    unavailable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What a bank's webhook says, once it is known to be the bank's."""

    item_id: str
    kind: str
    code: str
    error_code: str = ""


class ProviderError(Exception):
    """A call of a bank that came to nothing. `code` is the bank's own word for it, when it has one."""

    default = "The bank did not do what was asked"

    def __init__(self, message: str = "", *, code: str = "") -> None:
        self.code = code
        super().__init__(message or self.default)


class AuthExpired(ProviderError):  # noqa: N818 - reads as an answer, as its siblings do
    """Only its owner can help: the login at the bank has to be renewed."""

    default = "The bank asks for a new login"


class RateLimited(ProviderError):  # noqa: N818 - as above
    """`retry_after` is in seconds; None when the bank does not say."""

    default = "The bank has had too many requests"

    def __init__(self, message: str = "", *, code: str = "", retry_after: int | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(message, code=code)


class Unavailable(ProviderError):  # noqa: N818 - as above
    """No answer in time, a failure of theirs, or nothing to give yet: the same call may work later."""

    default = "The bank cannot be reached"


class Malformed(ProviderError):  # noqa: N818 - as above
    """The answer as a whole is not what was agreed; nothing of it is used."""

    default = "The bank's answer cannot be read"


class CursorReset(ProviderError):  # noqa: N818 - as above
    """The bank knows the cursor no more: begin again with the empty one."""

    default = "The bank has forgotten how far we were"


class MutatedDuringPagination(ProviderError):  # noqa: N818 - as above
    """The bank's data changed between two pages: begin again where this update began."""

    default = "The bank's data changed while it was read"


class Declined(ProviderError):  # noqa: N818 - as above
    """The bank understood and said no: a code that is used up, keys that are wrong. Asking again is idle."""

    default = "The bank refused the request"


class Provider(Protocol):
    """Every call may raise any ProviderError; none retries, none touches the database."""

    id: str
    name: str
    kind: Kind
    capabilities: tuple[str, ...]

    def refresh(self, grant: Grant) -> Grant:
        """With a fresh access token; the grant itself where tokens do not expire."""
        ...

    def fetch_accounts(self, access_token: str, *, fresh: bool = False) -> tuple[BankAccount, ...]:
        """With balances, as the bank last knew them; `fresh` makes it look, which may be slow and cost."""
        ...

    def fetch_page(self, access_token: str, cursor: str) -> Page:
        """The rows after that cursor; "" = from the beginning. The same cursor may be asked again."""
        ...

    def fetch_holdings(self, access_token: str) -> tuple[BankHolding, ...]:
        """Empty where the bank knows no investments."""
        ...

    def revoke(self, access_token: str) -> None:
        """Ends the permission; of one that has ended already, nothing."""
        ...


@runtime_checkable
class ConsentProvider(Provider, Protocol):
    """Asks for consent on a page of its own and sends the browser back with a code (OAuth 2)."""

    def authorize_url(self, *, state: str, redirect_uri: str) -> str: ...

    def exchange_code(self, *, code: str, redirect_uri: str) -> Grant: ...


@runtime_checkable
class LinkProvider(Provider, Protocol):
    """Asks for consent in a dialogue in our page, and tells by webhook when there is something new."""

    def create_link_token(
        self,
        *,
        user_key: str,
        products: tuple[str, ...] = (),
        access_token: str = "",
        redirect_uri: str = "",
        webhook: str = "",
    ) -> LinkToken:
        """`user_key` names the person to the bank, stably and anonymously; a token given is linked again.

        Without products those of the settings.
        """
        ...

    def exchange_public_token(self, public_token: str) -> Grant: ...

    def read_webhook(self, body: bytes, headers: Mapping[str, str]) -> Notice | None:
        """None unless it is the bank's, fresh and unchanged. The key may have to be fetched first."""
        ...

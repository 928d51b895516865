"""What clients send about transactions (api.md §4)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from config.drf.scalars import BIG, parse_identifier, parse_text
from config.drf.structs import Body
from config.drf.values import Amount, CurrencyCode, Day, Identifier, Note, value_type
from config.lib.errors import Invalid
from finance.api.fieldtypes import TransactionKind
from finance.services.edits import Edit
from finance.services.splits import SplitLine
from finance.services.transactions import MAX_EDITS


def _reference(value: object) -> str | int:
    return parse_text(value, limit=120) if isinstance(value, str) else parse_identifier(value)


if TYPE_CHECKING:
    Reference = str | int
    MaybeName = str
    Merchant = str
    TagName = str
else:
    Reference = value_type(
        "Reference",
        object,
        _reference,
        oneOf=[{"type": "string", "maxLength": 120}, {"type": "integer", "minimum": 1, "maximum": BIG}],
        description="A name, or an id as a number",
    )
    MaybeName = value_type(
        "MaybeName",
        str,
        partial(parse_text, limit=120),
        type="string",
        maxLength=120,
        description="Empty = none",
    )
    Merchant = value_type("Merchant", str, partial(parse_text, limit=200), type="string", maxLength=200)
    TagName = value_type(
        "TagName", str, partial(parse_text, limit=60, least=1), type="string", minLength=1, maxLength=60
    )

Tags = Annotated[list[TagName], Meta(max_length=50)]


class TransactionPatch(Body):
    type: TransactionKind | UnsetType = UNSET
    amount: Amount | UnsetType = UNSET
    date: Day | UnsetType = UNSET
    account: MaybeName | UnsetType | None = UNSET
    account_id: Identifier | UnsetType | None = UNSET
    to_account: MaybeName | UnsetType | None = UNSET
    category: Reference | UnsetType | None = UNSET
    category_id: Identifier | UnsetType | None = UNSET
    subcategory: MaybeName | UnsetType | None = UNSET
    note: Note | UnsetType | None = UNSET
    merchant: Merchant | UnsetType | None = UNSET
    currency: CurrencyCode | UnsetType = UNSET
    status: Literal["posted", "pending"] | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET

    __aliases__ = {"transaction_type": "type", "description": "note"}

    def edit(self) -> Edit:
        return Edit(
            date=self.date,
            amount=self.amount,
            type=self.type,
            currency=self.currency,
            account=_one(self.account_id or UNSET, self.account or UNSET, field="account"),
            to_account=self.to_account or None if self.to_account is not UNSET else UNSET,
            category=_category(self),
            subcategory=self.subcategory,
            note="" if self.note is None else self.note,
            merchant="" if self.merchant is None else self.merchant,
            status=self.status,
            tags=self.tags,
        )


class TransactionIn(TransactionPatch, kw_only=True):
    type: TransactionKind
    amount: Amount
    date: Day

    def replacement(self) -> Edit:
        """For PUT: what the body leaves out is cleared, but for account and currency, which every row has."""
        edit = self.edit()
        cleared: dict[str, Any] = {
            "to_account": None, "category": None, "subcategory": None, "note": "", "merchant": "",
            "status": "posted", "tags": (),
        }  # fmt: skip
        given = {name: getattr(edit, name) for name in edit.__dataclass_fields__}
        return Edit(
            **{name: cleared.get(name, UNSET) if value is UNSET else value for name, value in given.items()}
        )


class BulkEdit(TransactionPatch, kw_only=True):
    id: Identifier


class BulkIn(Body):
    edits: Annotated[list[BulkEdit], Meta(max_length=MAX_EDITS)] = []
    delete: Annotated[list[Identifier], Meta(max_length=MAX_EDITS)] = []


class ReconcileIn(Body, kw_only=True):
    reason: Annotated[str, Meta(min_length=1, max_length=500)]
    amount: Amount | UnsetType = UNSET
    description: Note | UnsetType = UNSET
    category: Reference | UnsetType | None = UNSET
    merchant: Merchant | UnsetType = UNSET
    date: Day | UnsetType = UNSET

    __aliases__ = {"note": "description"}

    def edit(self) -> Edit:
        return Edit(
            amount=self.amount,
            note=self.description,
            category=None if self.category == "" else self.category,
            merchant=self.merchant,
            date=self.date,
        )


class SplitIn(Body, kw_only=True):
    amount: Amount
    category: Reference | None = None
    category_id: Identifier | None = None
    subcategory: MaybeName | None = None
    note: Note = ""

    def line(self) -> SplitLine:
        category = self.category_id if self.category_id is not None else self.category or None
        return SplitLine(self.amount, category, self.subcategory or None, self.note)


class SplitsIn(Body, kw_only=True):
    splits: Annotated[list[SplitIn], Meta(max_length=100)]

    __aliases__ = {"lines": "splits"}


class RefundIn(Body, kw_only=True):
    refund_id: Identifier


class DecisionIn(Body, kw_only=True):
    action: Literal["merge", "keep"]


def _category(body: TransactionPatch) -> str | int | UnsetType | None:
    if body.category_id not in (UNSET, None) and body.category not in (UNSET, None, "", body.category_id):
        raise Invalid(errors={"category_id": ["Give category or category_id, not both"]})
    if body.category_id is UNSET:
        return None if body.category == "" else body.category
    return (
        body.category_id if body.category_id is not None or body.category is UNSET else body.category or None
    )


def _one(first: int | UnsetType, second: str | UnsetType, *, field: str) -> str | int | UnsetType:
    if first is not UNSET and second is not UNSET:
        raise Invalid(errors={field: [f"Give {field} or {field}_id, not both"]})
    return second if first is UNSET else first

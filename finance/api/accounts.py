"""api.md §3: accounts, whether kept by hand, named by an upload or fed by a bank."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpResponse
from msgspec import UNSET, Meta, UnsetType
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.filters import StrictFilterSet, ValueFilter
from config.drf.operations import operation
from config.drf.routers import OptionalSlash
from config.drf.structs import Answer, Body, Query, read_query
from config.drf.values import CurrencyCode, Name, SearchText, SignedAmount, path_id
from config.drf.views import OwnedViewSet, answer
from config.lib.money import wire
from config.lib.text import fold
from finance.api.changes import given
from finance.api.texts import Mask, OfficialName, Subtype
from finance.domain.transaction_out import TransactionOut
from finance.models import Account
from finance.selectors.accounts import NAME_ORDER, accounts_of, balances_now, recent_transactions
from finance.services.accounts import create_account, delete_account, update_account

AccountType = Literal["checking", "savings", "credit", "investment", "loan", "cash", "other"]


class AccountPatch(Body):
    name: Name | UnsetType = UNSET
    official_name: OfficialName | UnsetType = UNSET
    mask: Mask | UnsetType = UNSET
    type: AccountType | UnsetType | None = UNSET
    subtype: Subtype | UnsetType = UNSET
    currency: CurrencyCode | UnsetType = UNSET
    opening_balance: SignedAmount | UnsetType = UNSET
    credit_limit: SignedAmount | UnsetType | None = UNSET
    is_active: bool | UnsetType = UNSET


class AccountIn(AccountPatch):
    name: Name


class AccountOut(Answer):
    id: int
    name: str
    official_name: str
    mask: str
    type: AccountType
    subtype: str
    currency: str
    balance: Decimal
    current_balance: Decimal | None
    available_balance: Decimal | None
    credit_limit: Decimal | None
    opening_balance: Decimal
    provider_id: str | None
    connection_id: int | None
    last_synced: datetime | None
    is_active: bool
    created_at: datetime


class AccountDetailOut(AccountOut):
    recent_transactions: list[TransactionOut]


class RecentQuery(Query):
    limit: Annotated[int, Meta(ge=1, le=1000)] = 10


class DeleteQuery(Query):
    purge: bool = False


class AccountFilter(StrictFilterSet):
    name = ValueFilter(kind=SearchText, method="named")
    currency = ValueFilter(kind=CurrencyCode)

    def named(self, rows: QuerySet[Account], _: str, name: str) -> QuerySet[Account]:
        return rows.filter(name_key__contains=fold(name))

    class Meta:
        model = Account
        fields = ("type", "is_active")


class AccountViewSet(OwnedViewSet):
    noun, tag = "accounts", "Accounts"
    body_in, body_patch, answer_out = AccountIn, AccountPatch, AccountOut
    filters = AccountFilter
    order = NAME_ORDER
    list = conditional(OwnedViewSet.list)

    @cached_property
    def balances(self) -> dict[int, Decimal]:
        return balances_now(self.user)

    def get_queryset(self) -> QuerySet[Account]:
        return accounts_of(self.user)

    def perform_create(self, data: AccountIn) -> Account:
        return create_account(self.user, **given(data))

    def perform_update(self, obj: Account, data: AccountPatch) -> Account:
        return update_account(self.user, obj.pk, **given(data))

    @operation(
        "accounts_get",
        tag=tag,
        summary="Show an account and its newest transactions",
        query=RecentQuery,
        answers={200: AccountDetailOut},
        errors=(404,),
    )
    @conditional
    def retrieve(self, request: Request, pk: str) -> HttpResponse:
        query = read_query(request, RecentQuery)
        account = self.get_object(pk)
        recent = recent_transactions(user=self.user, account_id=account.pk, limit=query.limit)
        return answer(AccountDetailOut(**self.fields(account), recent_transactions=recent))

    @operation(
        "accounts_delete",
        tag=tag,
        summary="Remove an account; its history stays unless it is purged",
        query=DeleteQuery,
        answers={204: None},
        errors=(404,),
    )
    def destroy(self, request: Request, pk: str) -> HttpResponse:
        query = read_query(request, DeleteQuery)
        delete_account(self.user, path_id(pk), purge=query.purge)
        return answer(None)

    def present(self, obj: Any) -> AccountOut:
        return AccountOut(**self.fields(obj))

    def fields(self, account: Account) -> dict[str, Any]:
        def money(amount: Decimal | None) -> Decimal | None:
            return None if amount is None else wire(amount, account.currency)

        plain = ("name", "official_name", "mask", "type", "subtype", "currency", "is_active", "created_at")
        amounts = ("current_balance", "available_balance", "credit_limit", "opening_balance")
        return {
            "id": account.pk,
            "balance": money(self.balances[account.pk]),
            # An account that no bank feeds has none of these.
            "provider_id": account.provider_id or None,
            "connection_id": account.connection_id,
            "last_synced": account.last_synced_at,
            **{name: getattr(account, name) for name in plain},
            **{name: money(getattr(account, name)) for name in amounts},
        }


router = OptionalSlash()
router.register("accounts", AccountViewSet, basename="account")
routes = router.urls

"""Linking a bank: consent at the bank, then a connection with its accounts and a first sync.

What asks the bank comes first and outside any transaction (`grant_by_code`, `grant_by_public_token`); what it
said is then written in one (`record_link`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import transaction

from accounts.models import AuditEvent, User
from accounts.services.audit import record_event
from config.lib import clock
from config.lib.errors import Invalid, Missing, Unavailable
from finance.models import Account
from finance.services.accounts import update_account
from finance.services.linked_accounts import sync_accounts
from finance.services.locks import lock_ledger
from providers.domain import contract
from providers.domain.contract import BankAccount, ConsentProvider, Grant, LinkProvider, Provider
from providers.models import Connection, SyncRun
from providers.registry import provider_of
from providers.services.in_ledger import linked_account
from providers.services.link_states import LIFE, give_back, new_state, take_state
from providers.services.refusals import explained
from providers.services.revocation import queue_revocation
from providers.services.sync import request_sync
from providers.services.tokens import seal_tokens

if TYPE_CHECKING:
    from django.http import HttpRequest

PLAID = "plaid"


@dataclass(frozen=True, slots=True)
class Consent:
    """Where to send the person; good for one callback within `expires_in` seconds."""

    auth_url: str
    state: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class Granted:
    """What a bank gave, not written yet."""

    provider_id: str
    grant: Grant
    accounts: tuple[BankAccount, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    connection: Connection
    accounts: list[Account]
    run: SyncRun


def start_link(
    *, user: User, provider_id: str, redirect_uri: str, connection: Connection | None = None
) -> Consent:
    """`Invalid` for a bank that is not there, or that asks for consent in its own dialogue."""
    provider = _known(provider_id)
    if not isinstance(provider, ConsentProvider):
        raise Invalid(errors={"provider_id": [f"{provider.name} is linked with plaid/link-token"]})
    state = new_state(user=user, provider_id=provider_id, redirect_uri=redirect_uri, connection=connection)
    url = provider.authorize_url(state=state, redirect_uri=redirect_uri)
    if provider.kind == "mock":  # a life for whoever practises here, in their money
        url += "&" + urlencode({"login_hint": user.username, "currency": user.base_currency})
    return Consent(auth_url=url, state=state, expires_in=int(LIFE.total_seconds()))


def finish_link(*, user: User, code: str, state: str) -> Linked:
    """Both steps, for a caller that holds no transaction."""
    return record_link(user=user, granted=grant_by_code(user=user, code=code, state=state))


def grant_by_code(*, user: User, code: str, state: str) -> Granted:
    """Asks the bank. `Invalid` for a state or a code that is not good (any more)."""
    row = take_state(user=user, state=state)
    provider = provider_of(row.provider_id)
    if not isinstance(provider, ConsentProvider):
        raise Missing
    with explained(field="code"):
        try:
            grant = provider.exchange_code(code=code, redirect_uri=row.redirect_uri)
        except contract.Unavailable:
            give_back(row)
            raise
    return _granted(row.provider_id, grant)


def grant_by_public_token(*, public_token: str, institution: str = "") -> Granted:
    """As `grant_by_code`, for what Plaid's dialogue ends with."""
    provider = link_provider()
    with explained(field="public_token"):
        grant = provider.exchange_public_token(public_token)
    return _granted(PLAID, replace(grant, institution=institution or grant.institution))


def link_provider() -> LinkProvider:
    """Plaid; `Unavailable` where it is not configured."""
    try:
        provider = provider_of(PLAID)
    except Missing:
        provider = None
    if not isinstance(provider, LinkProvider):
        raise Unavailable(
            "Plaid is not configured",
            detail="Set PLAID_CLIENT_ID and PLAID_SECRET on the server, and restart it.",
        )
    return provider


def record_link(*, user: User, granted: Granted, request: HttpRequest | None = None) -> Linked:
    """The connection, its accounts and a queued sync, in one transaction.

    A login at a bank that the user has linked before is that connection again, with its history; the same
    login of another user is a connection of its own.
    """
    with transaction.atomic():
        lock_ledger(user.pk)
        connection = _found(user, granted) or _new(user, granted)
        back = connection.unlinked
        _renew(connection, granted)
        accounts = _accounts(user, connection, granted.accounts, back=back)
        run = request_sync(connection, trigger=SyncRun.Trigger.LINK)
        record_event(
            user=user, kind=AuditEvent.Kind.BANK_LINKED, request=request, detail=connection.provider_id
        )
    return Linked(connection, accounts, run)


def _known(provider_id: str) -> Provider:
    try:
        return provider_of(provider_id)
    except Missing:
        raise Invalid(errors={"provider_id": ["Unknown bank; see GET providers"]}) from None


def _granted(provider_id: str, grant: Grant) -> Granted:
    """Accounts that the bank does not tell now come with the first sync."""
    try:
        accounts = provider_of(provider_id).fetch_accounts(grant.access_token)
    except contract.ProviderError:
        accounts = ()
    return Granted(provider_id, grant, accounts)


def _found(user: User, granted: Granted) -> Connection | None:
    """By the bank's name of the login, else by an account of it: some banks name a renewed login anew."""
    held = Connection.objects.for_user(user).select_for_update(no_key=True)
    links = held.filter(provider_id=granted.provider_id)
    same = links.filter(item_id=granted.grant.item_id).first()
    if same is not None:
        return same
    known = Account.objects.for_user(user).filter(
        provider_id=granted.provider_id,
        external_id__in=[account.external_id for account in granted.accounts],
        connection_id__isnull=False,
    )
    return links.filter(pk__in=known.values("connection_id")).order_by("pk").first()


def _accounts(
    user: User, connection: Connection, told: Sequence[BankAccount], *, back: Collection[str]
) -> list[Account]:
    """Those of this consent, in the bank's order; what was unlinked before (`back`) is in use again."""
    held = sync_accounts(
        user=user,
        connection_id=connection.pk,
        provider_id=connection.provider_id,
        accounts=[linked_account(account) for account in told],
    )
    for account in [held[one] for one in back if one in held]:
        if not account.is_active:
            held[account.external_id] = update_account(user, account.pk, is_active=True)
    return [held[account.external_id] for account in told]


def _new(user: User, granted: Granted) -> Connection:
    return Connection.objects.create(
        user=user,
        provider_id=granted.provider_id,
        item_id=granted.grant.item_id,
        created_at=clock.now(),
    )


def _renew(connection: Connection, granted: Granted) -> None:
    grant = granted.grant
    if connection.item_id != grant.item_id:
        queue_revocation(connection)
    if connection.item_id != grant.item_id or connection.unlinked:
        connection.cursor, connection.unlinked = "", []
    connection.epoch += 1  # a sync that is under way has the old tokens
    connection.item_id = grant.item_id
    connection.institution = grant.institution or connection.institution
    connection.status = Connection.Status.ACTIVE
    connection.failures, connection.last_error_class, connection.last_error = 0, "", ""
    connection.disconnected_at = None
    connection.next_sync_at = clock.now()
    seal_tokens(connection, grant)
    connection.save()

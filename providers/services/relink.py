"""Consent in Plaid's own dialogue, and renewing any bank's consent that has ended or is about to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from providers.domain.contract import LinkProvider, LinkToken
from providers.registry import provider_of
from providers.services.link import Consent, link_provider, start_link
from providers.services.refusals import explained
from providers.services.tokens import access_token_of

if TYPE_CHECKING:
    from accounts.models import User
    from providers.models import Connection


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of ours: the page that a consent page leads back to, and where a bank posts its webhooks."""

    page: str
    webhook: str = ""


def create_link_token(*, user: User, places: Places, access_token: str = "") -> LinkToken:
    """Asks Plaid; `Unavailable` where it is not configured. With an access token that consent is renewed."""
    provider = link_provider()
    with explained():
        return provider.create_link_token(
            user_key=_anonymous(user),
            access_token=access_token,
            redirect_uri=settings.PLAID_REDIRECT_URI,
            webhook=places.webhook,
        )


def start_relink(*, user: User, connection: Connection, places: Places) -> Consent | LinkToken:
    """Where the owner renews the consent: the bank's page, or a token for the dialogue.

    A connection that was disconnected has no consent to renew: the same bank linked anew continues it.
    """
    if isinstance(provider_of(connection.provider_id), LinkProvider):
        return create_link_token(user=user, places=places, access_token=access_token_of(connection))
    return start_link(
        user=user, provider_id=connection.provider_id, redirect_uri=places.page, connection=connection
    )


def _anonymous(user: User) -> str:
    """The same for each visit, and nothing that says who it is."""
    return salted_hmac("providers.link.person", str(user.pk), algorithm="sha256").hexdigest()[:32]

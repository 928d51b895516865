"""What Plaid's error codes (plaid.com/docs/errors) mean for us; the status decides about all others."""

from __future__ import annotations

from typing import Final

from providers.adapters.calls import Refusals
from providers.domain.contract import (
    AuthExpired,
    Declined,
    MutatedDuringPagination,
    ProviderError,
    RateLimited,
    Unavailable,
)

_MEANINGS: Final[dict[type[ProviderError], str]] = {
    AuthExpired: """
        ITEM_LOGIN_REQUIRED INVALID_ACCESS_TOKEN ITEM_NOT_FOUND ACCESS_NOT_GRANTED INVALID_CREDENTIALS
        INVALID_MFA INVALID_UPDATED_USERNAME ITEM_LOCKED USER_SETUP_REQUIRED INSUFFICIENT_CREDENTIALS
        PASSWORD_RESET_REQUIRED USER_PERMISSION_REVOKED ACCESS_TOKEN_REVOKED NO_ACCOUNTS OAUTH_INVALID_TOKEN
        OAUTH_CONSENT_EXPIRED OAUTH_USER_REVOKED""",
    RateLimited: """
        RATE_LIMIT_EXCEEDED RATE_LIMIT ACCOUNTS_LIMIT ACCOUNTS_BALANCE_GET_LIMIT BALANCE_LIMIT ITEM_GET_LIMIT
        TRANSACTIONS_LIMIT TRANSACTIONS_SYNC_LIMIT INVESTMENT_HOLDINGS_GET_LIMIT INSTITUTION_RATE_LIMIT""",
    Unavailable: """
        PRODUCT_NOT_READY INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE
        INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE""",
    MutatedDuringPagination: "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION",
}

REFUSALS: Final = Refusals(
    "error_code",
    {code: kind for kind, codes in _MEANINGS.items() for code in codes.split()},
    unauthorised=Declined,  # of our own keys; what is wrong with a login has a code
)

# The login has no investments, or nobody asked its owner for them: that is no failure.
NO_HOLDINGS: Final = frozenset(
    {
        "PRODUCTS_NOT_SUPPORTED",
        "NO_INVESTMENT_ACCOUNTS",
        "NO_INVESTMENT_AUTH_ACCOUNTS",
        "PRODUCT_NOT_ENABLED",
        "PRODUCT_UNAVAILABLE",
        "INVALID_PRODUCT",
        "ADDITIONAL_CONSENT_REQUIRED",
    }
)

# The permission is gone already.
ENDED: Final = frozenset({"INVALID_ACCESS_TOKEN", "ITEM_NOT_FOUND", "ACCESS_TOKEN_REVOKED"})

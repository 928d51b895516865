"""The banks below `mockbank/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, re_path

from providers.mockbank.views.consent import Authorize
from providers.mockbank.views.control import Control
from providers.mockbank.views.reading import Accounts, Transactions
from providers.mockbank.views.token import Revoke, Token

_BANK = r"^mockbank/(?P<bank>[a-z]+)/"

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(_BANK + r"authorize/?$", Authorize.as_view(), name="mockbank_authorize"),
    re_path(_BANK + r"token/?$", Token.as_view(), name="mockbank_token"),
    re_path(_BANK + r"revoke/?$", Revoke.as_view(), name="mockbank_revoke"),
    re_path(_BANK + r"accounts/?$", Accounts.as_view(), name="mockbank_accounts"),
    re_path(_BANK + r"transactions/?$", Transactions.as_view(), name="mockbank_transactions"),
    re_path(_BANK + r"control/?$", Control.as_view(), name="mockbank_control"),
]

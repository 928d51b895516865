"""The paths of people."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, re_path

from accounts.api.account import AccountView, LogoutView, ResetView
from accounts.api.login import LoginView, TokenView
from accounts.api.profile import ProfileView, UserView
from accounts.api.refresh import RefreshView
from accounts.api.registration import RegisterView

table: list[URLPattern | URLResolver] = [
    re_path(r"^auth/register/?$", RegisterView.as_view(), name="auth-register"),
    re_path(r"^auth/login/?$", LoginView.as_view(), name="auth-login"),
    re_path(r"^auth/token/?$", TokenView.as_view(), name="auth-token"),
    re_path(r"^auth/refresh/?$", RefreshView.as_view(), name="auth-refresh"),
    re_path(r"^auth/logout/?$", LogoutView.as_view(), name="auth-logout"),
    re_path(r"^auth/me/?$", ProfileView.as_view(), name="auth-me"),
    re_path(r"^auth/account/reset/?$", ResetView.as_view(), name="auth-account-reset"),
    re_path(r"^auth/account/?$", AccountView.as_view(), name="auth-account"),
    re_path(r"^users/me/?$", UserView.as_view(), name="users-me"),
]

"""The paths of people."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, re_path

from accounts.api.account import AccountView, LogoutView, ResetView
from accounts.api.api_tokens import ApiTokensView, ApiTokenView
from accounts.api.email import VerifyView
from accounts.api.login import LoginView, TokenView
from accounts.api.oauth import GitHubCallbackView, GoogleCallbackView, ProvidersView
from accounts.api.password import PasswordChangeView, PasswordResetConfirmView, PasswordResetView
from accounts.api.profile import ProfileView, UserView
from accounts.api.refresh import RefreshView
from accounts.api.registration import RegisterView
from accounts.api.sessions import AuditView, SessionsView, SessionView

table: list[URLPattern | URLResolver] = [
    re_path(r"^auth/register/?$", RegisterView.as_view(), name="auth-register"),
    re_path(r"^auth/login/?$", LoginView.as_view(), name="auth-login"),
    re_path(r"^auth/token/?$", TokenView.as_view(), name="auth-token"),
    re_path(r"^auth/refresh/?$", RefreshView.as_view(), name="auth-refresh"),
    re_path(r"^auth/logout/?$", LogoutView.as_view(), name="auth-logout"),
    re_path(r"^auth/me/?$", ProfileView.as_view(), name="auth-me"),
    re_path(r"^auth/account/reset/?$", ResetView.as_view(), name="auth-account-reset"),
    re_path(r"^auth/account/?$", AccountView.as_view(), name="auth-account"),
    re_path(r"^auth/oauth/providers/?$", ProvidersView.as_view(), name="auth-oauth-providers"),
    re_path(r"^auth/oauth/google/callback/?$", GoogleCallbackView.as_view(), name="auth-oauth-google"),
    re_path(r"^auth/oauth/github/callback/?$", GitHubCallbackView.as_view(), name="auth-oauth-github"),
    re_path(r"^auth/password/change/?$", PasswordChangeView.as_view(), name="auth-password-change"),
    re_path(r"^auth/password/reset/?$", PasswordResetView.as_view(), name="auth-password-reset"),
    re_path(
        r"^auth/password/reset/confirm/?$",
        PasswordResetConfirmView.as_view(),
        name="auth-password-reset-confirm",
    ),
    re_path(r"^auth/email/verify/?$", VerifyView.as_view(), name="auth-email-verify"),
    re_path(r"^auth/sessions/?$", SessionsView.as_view(), name="auth-sessions"),
    re_path(r"^auth/sessions/(?P<pk>[^/]+)/?$", SessionView.as_view(), name="auth-session"),
    re_path(r"^auth/audit/?$", AuditView.as_view(), name="auth-audit"),
    re_path(r"^auth/api-tokens/?$", ApiTokensView.as_view(), name="auth-api-tokens"),
    re_path(r"^auth/api-tokens/(?P<pk>[^/]+)/?$", ApiTokenView.as_view(), name="auth-api-token"),
    re_path(r"^users/me/?$", UserView.as_view(), name="users-me"),
]

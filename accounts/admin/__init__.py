"""People, where they are signed in and what they did, for operators. Rows change through services only."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import audit, credentials, sessions, users
from accounts.admin.forms import LoginForm

__all__ = ["audit", "credentials", "sessions", "users"]

admin.site.login_form = LoginForm

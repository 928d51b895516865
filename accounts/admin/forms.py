"""How operators sign in and let people in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.services.login import check_credentials
from config.lib.errors import Refused, Throttled


class LoginForm(AdminAuthenticationForm):
    def clean(self) -> dict[str, Any]:
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            try:
                self.user_cache = check_credentials(email=email, password=password, request=self.request)
            except Throttled as problem:
                raise ValidationError(f"{problem}. Try again later.", code="throttled") from None
            except Refused:
                raise self.get_invalid_login_error() from None
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "full_name", "base_currency", "time_zone")
        field_classes = {"email": forms.EmailField}

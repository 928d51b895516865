"""What a personal API token may call. Installed for every view by `config.drf.defaults`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission

from accounts.domain.scopes import needed
from accounts.models import ApiToken
from config.lib.errors import Forbidden

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class TokenScope(BasePermission):
    """The view's `scopes` decide (see `ApiView`); who has signed in may call everything."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        need = needed(request.method or "", getattr(view, "scopes", {}))
        if need == "login":
            raise Forbidden("login_required", detail="An API token may not do this: sign in.")
        if need not in request.auth.scopes.split():
            raise Forbidden("insufficient_scope", detail=f"The API token has no scope `{need}`.")
        return True

"""auth/me and users/me: one resource at two paths."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from accounts.api.account import ERASE, AccountView
from accounts.api.answers import UserOut, present_user
from accounts.api.proof import require_proof
from accounts.api.values import FullName
from accounts.models import User
from accounts.services.profile import update_profile
from config.drf.operations import operation
from config.drf.structs import LooseBody, Query, read_body, read_query
from config.drf.values import CurrencyCode
from config.drf.views import ApiView, answer


class ProfileIn(LooseBody):
    full_name: FullName | UnsetType = UNSET
    base_currency: CurrencyCode | UnsetType = UNSET
    time_zone: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    password: str | None = None

    __aliases__ = {"name": "full_name"}


class ProfileQuery(Query):
    full_name: FullName | UnsetType = UNSET

    __aliases__ = {"name": "full_name"}


CHANGE: dict[str, Any] = {
    "tag": "Authentication",
    "query": ProfileQuery,
    "body": ProfileIn,
    "answers": {200: UserOut},
    "errors": (400, 403, 429),
}


class ProfileView(ApiView):
    @operation("auth_me", tag="Authentication", summary="Who you are", answers={200: UserOut})
    def get(self, request: Request) -> HttpResponse:
        return answer(present_user(self.user))

    @operation("auth_me_replace", summary="Change your profile; what is absent stays", **CHANGE)
    def put(self, request: Request) -> HttpResponse:
        return answer(present_user(change_profile(request, self.user)))

    @operation("auth_me_update", summary="Change your profile; what is absent stays", **CHANGE)
    def patch(self, request: Request) -> HttpResponse:
        return answer(present_user(change_profile(request, self.user)))


class UserView(AccountView):
    @operation("users_me", tag="Authentication", summary="Who you are", answers={200: UserOut})
    def get(self, request: Request) -> HttpResponse:
        return answer(present_user(self.user))

    @operation("users_me_replace", summary="Change your profile; what is absent stays", **CHANGE)
    def put(self, request: Request) -> HttpResponse:
        return answer(present_user(change_profile(request, self.user)))

    @operation("users_me_delete", summary="Erase the account and everything in it", **ERASE)
    def delete(self, request: Request) -> HttpResponse:
        return super().delete(request)


def change_profile(request: Request, user: User) -> User:
    data, query = read_body(request, ProfileIn), read_query(request, ProfileQuery)
    given = {
        "full_name": query.full_name if data.full_name is UNSET else data.full_name,
        "base_currency": data.base_currency,
        "time_zone": data.time_zone,
        "email": data.email if data.email is UNSET else User.objects.normalize_email(data.email),
    }
    changes = {field: value for field, value in given.items() if not isinstance(value, UnsetType)}
    if changes.get("email", user.email) != user.email:
        require_proof(request, data.password)
    return update_profile(user=user, changes=changes, request=request)

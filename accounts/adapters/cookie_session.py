"""Django's session engine over `CookieSession`, which knows whose cookie it is (SESSION_ENGINE)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

if TYPE_CHECKING:
    from accounts.models import CookieSession


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[CookieSession]:
        from accounts.models import CookieSession  # noqa: PLC0415 - the engine is loaded before the models are

        return CookieSession

    def create_model_instance(self, data: dict[str, Any]) -> CookieSession:
        row = cast("CookieSession", super().create_model_instance(data))
        row.user_id = data.get(SESSION_KEY)
        return row

from __future__ import annotations

import pytest
from django.db import IntegrityError

from accounts import lifecycle
from accounts.models import User
from accounts.services.profile import update_profile
from accounts.tests.factories import AuditEventFactory, CookieSessionFactory, RefreshTokenFactory
from config.lib.errors import Invalid

pytestmark = pytest.mark.django_db


def test_a_currency_of_no_country_is_refused(ana: User) -> None:
    with pytest.raises(Invalid) as problem:
        update_profile(user=ana, changes={"base_currency": "EURO", "time_zone": "UTC"})

    assert problem.value.errors is not None
    assert problem.value.errors["base_currency"][0] == "Must be a currency code of ISO 4217, such as EUR"
    assert User.objects.values_list("base_currency", "time_zone").get() == ("INR", "Asia/Kolkata")


def test_a_conversion_that_fails_leaves_the_old_currency(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(user: User) -> None:
        raise IntegrityError("not about the person")

    monkeypatch.setattr(lifecycle, "_rules", {})
    lifecycle.register("broken", on_currency=break_down)

    with pytest.raises(IntegrityError, match="not about the person"):
        update_profile(user=ana, changes={"base_currency": "EUR"})

    assert User.objects.get().base_currency == "INR"


def test_people_and_their_rows_have_names_without_secrets(ana: User) -> None:
    token = RefreshTokenFactory(user=ana)

    assert (str(ana), ana.get_full_name(), ana.get_short_name()) == (
        "ana@example.com",
        "Ana Owner",
        "Ana Owner",
    )
    assert User(username="ana").get_short_name() == "ana"
    assert str(token) == f"refresh token {token.pk}"
    assert str(token.session) == f"session {token.session.pk}"
    assert str(AuditEventFactory(user=ana)) == "login ok"
    assert str(CookieSessionFactory(user=ana)) == f"cookie session of {ana.pk}"
    assert str(CookieSessionFactory(user=None)) == "cookie session of nobody"

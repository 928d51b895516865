from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from providers.models import MockConsent, MockFailure, MockGrant, MockToken
from providers.tests.mockbank.visitor import Visitor

pytestmark = pytest.mark.django_db
NAMES = ("customer", "login", "failure", "consent", "grant", "token")


@pytest.mark.parametrize("name", NAMES)
def test_what_the_banks_remember_can_be_looked_at_and_tells_no_secret(name: str, cleo: User) -> None:
    visitor = Visitor().enter()
    visitor.control("status", value=500, times=3)
    visitor.page()
    cleo.is_superuser = True
    cleo.save()
    client = Client()
    client.force_login(cleo)
    page = client.get(reverse(f"admin:providers_mock{name}_changelist"))
    row = page.context["cl"].result_list[0]
    one = client.get(reverse(f"admin:providers_mock{name}_change", args=[row.pk]))
    assert (page.status_code, one.status_code) == (200, 200)
    secrets = [
        *MockConsent.objects.values_list("request_hash", flat=True),
        *MockGrant.objects.values_list("code_hash", flat=True),
        *MockToken.objects.values_list("token_hash", flat=True),
    ]
    shown = page.content.decode() + one.content.decode()
    assert [secret for secret in secrets if secret in shown] == []
    assert client.post(reverse(f"admin:providers_mock{name}_delete", args=[row.pk])).status_code == 403
    assert MockFailure.objects.get().remaining == 3

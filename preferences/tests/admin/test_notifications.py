from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from config.lib import clock
from preferences.models import Webhook
from preferences.services.notifications import notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client: Client, cleo: User) -> Client:
    User.objects.filter(pk=cleo.pk).update(is_superuser=True)
    client.force_login(cleo)
    return client


def test_notifications_are_shown_and_not_changed(operator: Client, ana: User) -> None:
    told = notify(user=ana, kind="anomaly", title="Odd: ₹9,999", key="1")
    assert told is not None
    path = "/admin/preferences/notification/"
    assert "Odd: ₹9,999" in operator.get(f"{path}?q=ana@example.com").content.decode()
    assert operator.get(f"{path}{told.pk}/change/").status_code == 200
    assert operator.post(f"{path}{told.pk}/change/", {"title": "x"}).status_code == 403


def test_the_secret_of_a_webhook_is_masked(operator: Client, ana: User) -> None:
    hook = Webhook.objects.create(
        user=ana, url="https://a.example/", secret="v1.k.SEALED", created_at=clock.now()
    )
    path = "/admin/preferences/webhook/"
    for page in (operator.get(path), operator.get(f"{path}{hook.pk}/change/")):
        content = page.content.decode()
        assert page.status_code == 200
        assert "https://a.example/" in content
        assert "SEALED" not in content
    assert "••••••••" in operator.get(f"{path}{hook.pk}/change/").content.decode()
    assert operator.get(f"{path}add/").status_code == 403

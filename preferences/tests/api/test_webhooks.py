from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from preferences.models import Webhook
from preferences.services.webhooks import add_webhook

pytestmark = pytest.mark.django_db
URL = "/api/webhooks"
PUBLIC = "https://1.1.1.1/hook"


def test_the_secret_is_shown_once(ana_api: APIClient) -> None:
    answer = ana_api.post(URL, {"url": PUBLIC, "kinds": ["low_balance"]})
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    body = answer.json()
    assert body.pop("secret").startswith("whsec_")
    row = Webhook.objects.get()
    instant = row.created_at.isoformat().replace("+00:00", "Z")
    assert body == {
        "id": row.pk,
        "url": PUBLIC,
        "kinds": ["low_balance"],
        "created_at": instant,
        "delivered_at": None,
        "last_error": "",
    }
    listed = ana_api.get(URL).json()
    assert (listed["data"], listed["total"]) == ([body], 1)
    assert ana_api.get(f"{URL}/{row.pk}").json() == body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "url"),
        ({"url": ""}, "url"),
        ({"url": "https://127.0.0.1/"}, "url"),
        ({"url": "https://1.1.1.1/" + "x" * 500}, "url"),
        ({"url": PUBLIC, "secret": "short"}, "secret"),
        ({"url": PUBLIC, "kinds": ["weather"]}, "kinds"),
        ({"url": PUBLIC, "name": "x"}, "name"),
    ],
)
def test_refused(ana_api: APIClient, body: dict[str, Any], field: str) -> None:
    answer = ana_api.post(URL, body)
    assert answer.status_code == 400
    assert [name.split("[")[0].split(".")[0] for name in answer.json()["errors"]] == [field]
    assert not Webhook.objects.exists()


def test_the_same_again(ana_api: APIClient) -> None:
    assert ana_api.post(URL, {"url": PUBLIC}).status_code == 201
    assert ana_api.post(URL, {"url": PUBLIC}).status_code == 409
    assert Webhook.objects.count() == 1


def test_delete(ana_api: APIClient) -> None:
    pk = ana_api.post(URL, {"url": PUBLIC}).json()["id"]
    assert ana_api.delete(f"{URL}/{pk}").status_code == 204
    assert ana_api.delete(f"{URL}/{pk}").status_code == 404
    assert not Webhook.objects.exists()


def test_strangers(ana: User, api: APIClient, ben_api: APIClient, cleo_api: APIClient) -> None:
    webhook, _secret = add_webhook(user=ana, url=PUBLIC)
    for path in (URL, f"{URL}/{webhook.pk}"):
        assert api.get(path).status_code == 401
        assert api.delete(path).status_code == 401
    for other in (ben_api, cleo_api):
        assert other.get(URL).json()["data"] == []
        assert other.get(f"{URL}/{webhook.pk}").status_code == 404
        assert other.delete(f"{URL}/{webhook.pk}").status_code == 404
        assert other.put(f"{URL}/{webhook.pk}", {}).status_code == 405
    assert Webhook.objects.count() == 1

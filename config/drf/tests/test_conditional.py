"""ETag and 304, decided before a row is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from config.drf import conditional

PATH = "/api/numbers?limit=2"


@pytest.fixture
def version(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, int]]:
    """The data version by user; tests raise it."""
    versions: dict[int, int] = {}
    monkeypatch.setattr(conditional, "_sources", [lambda user: str(versions.get(user.pk, 0))])
    return versions  # type: ignore[return-value] # monkeypatch undoes it, nothing to yield


def tag_of(api: APIClient, path: str = PATH) -> str:
    return str(api.get(path)["ETag"])


def status(api: APIClient, tag: str, path: str = PATH) -> int:
    return int(api.get(path, headers={"If-None-Match": tag}).status_code)


def test_the_headers(ana_api: APIClient, version: dict[int, int]) -> None:
    response = ana_api.get(PATH)
    assert response["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= set(response["Vary"].split(", "))
    assert response["ETag"].startswith('"')


def test_not_modified(ana_api: APIClient, version: dict[int, int]) -> None:
    tag = tag_of(ana_api)
    response = ana_api.get(PATH, headers={"If-None-Match": tag})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
    assert "Content-Type" not in response
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("form", ["W/{tag}", '"x", {tag}', '"x",W/{tag}', "*"])
def test_forms_of_the_header(ana_api: APIClient, version: dict[int, int], form: str) -> None:
    assert status(ana_api, form.format(tag=tag_of(ana_api))) == 304


@pytest.mark.parametrize("value", ['"x"', "x", "", 'W/"x"', '"', ",,"])
def test_another_tag_gets_the_answer(ana_api: APIClient, version: dict[int, int], value: str) -> None:
    assert status(ana_api, value) == 200


def test_a_new_version_is_a_new_tag(ana: User, ana_api: APIClient, version: dict[int, int]) -> None:
    tag = tag_of(ana_api)
    version[ana.pk] = 1
    assert status(ana_api, tag) == 200
    assert tag_of(ana_api) != tag


def test_url_mount_and_user_are_in_the_tag(
    ana_api: APIClient, ben_api: APIClient, version: dict[int, int]
) -> None:
    paths = [PATH, "/api/numbers?limit=3", "/numbers?limit=2", "/api/numbers/?limit=2"]
    tags = [tag_of(ana_api, path) for path in paths] + [tag_of(ben_api)]
    assert len(set(tags)) == 5


def test_the_next_day_of_the_user_is_a_new_tag(ana: User, version: dict[int, int]) -> None:
    ana.time_zone = "Asia/Kolkata"  # midnight there is 18:30 UTC
    client = APIClient()
    client.force_authenticate(ana)
    with time_machine.travel(datetime(2026, 5, 1, 18, 29, tzinfo=UTC), tick=False):
        tag = tag_of(client)
    with time_machine.travel(datetime(2026, 5, 1, 18, 31, tzinfo=UTC), tick=False):
        assert status(client, tag) == 200


def test_no_row_is_read_for_a_304(ana: User, version: dict[int, int], django_assert_num_queries: Any) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    with django_assert_num_queries(2):
        tag = tag_of(client, "/api/kept-tickets")
    with django_assert_num_queries(0):
        assert status(client, tag, "/api/kept-tickets") == 304


def test_a_wildcard_does_not_hide_a_refusal(ana_api: APIClient, version: dict[int, int]) -> None:
    assert status(ana_api, "*", "/api/numbers?limit=0") == 400


def test_refusals_have_no_tag(ana_api: APIClient, api: APIClient, version: dict[int, int]) -> None:
    assert "ETag" not in ana_api.get("/api/numbers?limit=0")
    assert api.get(PATH, headers={"If-None-Match": "*"}).status_code == 401


def test_a_source_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditional, "_sources", [])
    conditional.register_version_source(str)
    conditional.register_version_source(str)
    assert conditional._sources == [str]


def test_no_store(ana_api: APIClient) -> None:
    assert ana_api.get("/api/secret")["Cache-Control"] == "no-store"

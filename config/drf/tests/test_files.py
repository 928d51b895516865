"""Multipart bodies: in memory, within the view's limit, never spooled to disk."""

from __future__ import annotations

import tempfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from config.drf.models import IdempotentRequest


def sent(content: bytes = b"a,b\n", name: str = "rows.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/csv")


def post(api: APIClient, **fields: Any) -> Any:
    return api.post("/api/files", fields, format="multipart")


def test_a_file_and_its_fields(ana_api: APIClient) -> None:
    response = post(ana_api, file=sent(b"x" * 150_000, "rows.csv"), name=" Ana ")
    assert response.json() == {"name": "rows.csv", "size": 150_000, "type": "text/csv", "field": "Ana"}


@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/passwd", "passwd"), ("C:\\temp\\x.csv", "x.csv"), ("/a/b.csv", "b.csv")]
)
def test_a_name_is_never_a_path(ana_api: APIClient, name: str, kept: str) -> None:
    body: Any = (
        f'--xx\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\ndata\r\n'
        '--xx\r\nContent-Disposition: form-data; name="name"\r\n\r\nn\r\n--xx--\r\n'
    ).encode()
    response = ana_api.generic("POST", "/api/files", body, content_type="multipart/form-data; boundary=xx")
    assert response.json()["name"] == kept


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": "n"}, {"file": ["One file is required"]}),
        ({"name": "n", "file": [sent(), sent()]}, {"file": ["One file is required"]}),
        ({"name": "n", "file": sent(b"")}, {"file": ["The file is empty"]}),
        ({"name": "n", "file": "text"}, {"file": ["One file is required"]}),
        ({"name": ["n", "m"], "file": sent()}, {"name": ["Given more than once"]}),
        ({"file": sent()}, {"name": ["This field is required"]}),
        ({"file": sent(), "name": "a\x00b"}, {"name": ["Must have at most 2000 characters and no NUL"]}),
    ],
)
def test_what_is_wrong_with_it(
    ana_api: APIClient, fields: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    for file in fields.values():
        if hasattr(file, "seek"):
            file.seek(0)
    response = post(ana_api, **fields)
    assert (response.status_code, response.json()["errors"]) == (400, errors)
    assert not IdempotentRequest.objects.exists()


def test_a_file_over_the_limit(ana_api: APIClient) -> None:
    response = post(ana_api, file=sent(b"x" * 200_000), name="n")
    assert (response.status_code, response.json()["error"]) == (413, "The body may have at most 200000 bytes")


@pytest.mark.parametrize("body", [b"", b"nonsense", b"--xx\r\n", b"--yy\r\n\r\n--yy--"])
def test_a_broken_body(ana_api: APIClient, body: Any) -> None:
    for content_type in (
        "multipart/form-data; boundary=xx",
        "multipart/form-data",
        "multipart/form-data; boundary=",
    ):
        response = ana_api.generic("POST", "/api/files", body, content_type=content_type)
        assert (response.status_code, response["Content-Type"]) == (400, "application/json")


def test_json_where_a_file_is_wanted(ana_api: APIClient) -> None:
    assert ana_api.post("/api/files", {"name": "n"}, format="json").status_code == 415


def test_the_csrf_check_of_a_cookie_session_spools_nothing(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks for its token in the form: the body is read before the view runs, by our parser."""
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", _refuse)
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    client.cookies["csrftoken"] = token = "t" * 32
    found = [
        client.post("/api/files", {"file": sent(b"x" * size), "name": "n"}, headers=headers)
        for size in (150_000, 3_000_000)
        for headers in ({}, {"X-CSRFToken": token})
    ]
    assert [response.status_code for response in found] == [403, 200, 413, 413]
    assert found[1].json()["size"] == 150_000


def _refuse(*args: Any, **options: Any) -> None:
    raise AssertionError("a file was spooled")

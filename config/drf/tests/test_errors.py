"""Every refusal and every failure is JSON (pitfall M14)."""

from __future__ import annotations

import logging
import sqlite3
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client, RequestFactory
from rest_framework.test import APIClient

from config.drf import errors
from config.drf.outages import is_outage

WITH_BODY = {"success", "error", "detail", "request_id"}


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("unauthenticated", 401, "Authentication required"),
        ("forbidden", 403, "Not allowed"),
        ("missing", 404, "Not found"),
        ("too-large", 413, "Too large"),
        ("unprocessable", 422, "Unprocessable"),
        ("gateway", 502, "Upstream failure"),
        ("denied", 403, "Forbidden"),
        ("too-big", 413, "Request too large"),
        ("gone", 503, "Service unavailable"),
        ("locked", 503, "Service unavailable"),
    ],
)
def test_it_names_the_refusal(api: APIClient, name: str, status: int, error: str) -> None:
    response = api.get(f"/raises/{name}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    assert response.json().keys() == WITH_BODY
    assert (response.json()["success"], response.json()["error"]) == (False, error)
    assert "secret" not in response.content.decode()


def test_it_merges_field_errors_and_extras(api: APIClient) -> None:
    assert api.get("/raises/invalid", headers={"X-Request-ID": "req-2"}).json() == {
        "success": False,
        "error": "Wrong",
        "detail": "amount: Too small",
        "errors": {"amount": ["Too small"]},
        "row": 3,
        "request_id": "req-2",
    }


@pytest.mark.parametrize(
    ("name", "errors"), [("library", {"amount": ["Odd"]}), ("library-list", {"non_field_errors": ["Odd"]})]
)
def test_the_validation_errors_of_a_library(api: APIClient, name: str, errors: dict[str, list[str]]) -> None:
    response = api.get(f"/raises/{name}")
    assert (response.status_code, response.json()["errors"]) == (400, errors)


def test_it_keeps_a_detail_that_is_an_object(api: APIClient) -> None:
    assert api.get("/raises/conflict").json()["detail"] == {"id": 7}


@pytest.mark.parametrize(("name", "seconds"), [("throttled", "7"), ("unavailable", "9"), ("gone", "2")])
def test_it_says_when_to_come_again(api: APIClient, name: str, seconds: str) -> None:
    assert api.get(f"/raises/{name}")["Retry-After"] == seconds


def test_a_challenge_stands_on_every_401(api: APIClient, db: None) -> None:
    assert api.get("/raises/unauthenticated")["WWW-Authenticate"] == "Bearer"
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        response = api.get("/api/tickets", headers=headers)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("name", ["bug", "deep"])
def test_a_bug_is_logged_and_not_shown(api: APIClient, caplog: pytest.LogCaptureFixture, name: str) -> None:
    with caplog.at_level(logging.ERROR, logger="moneta.errors"):
        response = api.get(f"/raises/{name}", headers={"X-Request-ID": "req-1"})
    assert response.status_code == 500
    assert response.json() == {
        "success": False,
        "error": "Internal server error",
        "detail": errors.UNHANDLED,
        "request_id": "req-1",
    }
    assert "secret" in caplog.text
    assert "Traceback" in caplog.text


def test_wrong_method(ana_api: APIClient) -> None:
    response = ana_api.put("/api/numbers", {})
    assert (response.status_code, response["Allow"], response.json()["error"]) == (
        405,
        "GET, HEAD",
        "Method not allowed",
    )


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "nonsense", "*/*;q=0", ""])
def test_an_odd_accept_header_is_no_error(ana_api: APIClient, accept: str) -> None:
    response = ana_api.get("/api/numbers", headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("path", ["/nowhere", "/api/tickets/x", "/api/tickets/1/2", "//", "/%00"])
def test_an_unknown_path(api: APIClient, path: str) -> None:
    response = api.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert response.json()["error"] == "Not found"


@pytest.mark.parametrize(("name", "status"), [("too-big", 413), ("denied", 403), ("bug", 500), ("gone", 503)])
def test_plain_django_views_answer_json_too(name: str, status: int) -> None:
    response = Client(raise_request_exception=False).get(f"/plain?name={name}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    assert response.json().keys() >= WITH_BODY
    assert "secret" not in response.content.decode()


def test_a_refused_host_answers_json() -> None:
    response = Client(raise_request_exception=False, SERVER_NAME="evil.example").get("/api/numbers")
    assert (response.status_code, response.json()["error"]) == (400, "Invalid request")


def test_a_csrf_failure_answers_json() -> None:
    response = errors.csrf_failure(RequestFactory().get("/"), reason="CSRF cookie not set.")
    assert (response.status_code, b"CSRF cookie not set." in response.content) == (403, True)


def caused(cause: BaseException) -> BaseException:
    problem = OperationalError(str(cause))
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    ("cause", "away"),
    [
        (sqlite3.OperationalError("database is locked"), True),
        (sqlite3.OperationalError("database or disk is full"), True),
        (sqlite3.OperationalError("unable to open database file"), True),
        (sqlite3.OperationalError("no such table: x"), False),
        (sqlite3.OperationalError("integer overflow"), False),
        (psycopg.OperationalError("the connection is lost"), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.QueryCanceled(), True),
        (psycopg.errors.DeadlockDetected(), True),
        (psycopg.errors.SerializationFailure(), True),
        (psycopg.errors.DiskFull(), True),
        (psycopg.errors.LockNotAvailable(), True),
        (psycopg.errors.IndeterminateCollation(), False),
    ],
)
def test_an_outage_is_told_from_a_mistake(cause: BaseException, away: bool) -> None:
    assert is_outage(caused(cause)) is away


def test_a_mistake_of_ours_in_the_database_is_500(caplog: pytest.LogCaptureFixture) -> None:
    response: Any = errors.answer_exception(caused(sqlite3.OperationalError("no such table: x")))
    assert response.status_code == 500


@pytest.mark.parametrize(
    ("cause", "status"),
    [
        (sqlite3.IntegrityError("FOREIGN KEY constraint failed"), 409),
        (psycopg.errors.ForeignKeyViolation(), 409),
        (sqlite3.IntegrityError("UNIQUE constraint failed: x.y"), 500),
        (psycopg.errors.CheckViolation(), 500),
    ],
)
def test_a_row_whose_owner_is_gone_meanwhile_is_a_conflict(cause: BaseException, status: int) -> None:
    problem = IntegrityError(str(cause))
    problem.__cause__ = cause

    assert errors.answer_exception(problem).status_code == status

"""What a body may be, and how everything else is refused (pitfalls M10, M11, M12)."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import pytest
from rest_framework.test import APIClient

from config.drf import bounds
from config.drf.conversion import convert
from config.drf.parsers import DEFAULT_MAX_BODY
from config.drf.structs import Body, LooseBody
from config.drf.values import Number
from config.lib.errors import Invalid

pytestmark = pytest.mark.django_db
GOOD: dict[str, Any] = {"amount": "1.50", "date": "2026-01-31", "type": "income"}


def send(api: APIClient, data: bytes | str, content_type: str = "application/json") -> Any:
    raw: Any = data if isinstance(data, bytes) else data.encode()
    return api.generic("POST", "/api/entries", raw, content_type=content_type)


def errors_of(api: APIClient, **changes: Any) -> dict[str, list[str]]:
    """The field errors of a good body with these changes."""
    response = send(api, json.dumps({**GOOD, **changes}))
    if response.status_code == 201:
        return {}
    assert response.status_code == 400
    found: dict[str, list[str]] = response.json()["errors"]
    return found


def test_a_good_body_is_read_as_its_types(ana_api: APIClient) -> None:
    response = send(
        ana_api,
        """{"amount": 12345678.1234, "date": "2026-01-31T23:59:59+05:30", "type": "expense",
            "note": "  caf\\u00e9\\u202e  bar ", "currency": "eur", "lines": [{"amount": 5}]}""",
    )
    assert response.status_code == 201
    assert (
        response.content
        == (
            '{"amount":12345678.1234,"date":"2026-01-31","type":"expense","balance":null,"note":"café bar",'
            '"account_id":null,"currency":"EUR","priority":3,"urgent":false,'
            '"lines":[{"amount":5,"category":null}],"tags":[]}'
        ).encode()
    )


@pytest.mark.parametrize("data", [b"", b"null", b" \n", b"{}"])
def test_nothing_counts_as_an_empty_object(ana_api: APIClient, data: bytes) -> None:
    response = send(ana_api, data)
    assert response.status_code == 400
    assert response.json()["errors"] == {
        "amount": ["This field is required"],
        "date": ["This field is required"],
        "type": ["This field is required"],
    }


@pytest.mark.parametrize("data", [b"\x0b", b"\x0c", b"\x00", b"\xc2\xa0"])
def test_other_white_space_is_not_json(ana_api: APIClient, data: bytes) -> None:
    response = send(ana_api, data)
    assert (response.status_code, response.json()["error"]) == (400, "The body is not valid JSON")


@pytest.mark.parametrize("data", [b"[]", b"1", b'"x"', b"true", b"[{}]"])
def test_a_body_that_is_no_object(ana_api: APIClient, data: bytes) -> None:
    response = send(ana_api, data)
    assert (response.status_code, response.json()["error"]) == (400, "The body must be a JSON object")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="deep array"),
        pytest.param(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, id="deep object"),
        pytest.param(b'{"amount":1,"amount":2}', id="duplicate key"),
        pytest.param(b'{"amount":NaN}', id="NaN"),
        pytest.param(b'{"amount":Infinity}', id="Infinity"),
        pytest.param(b'{"amount":1e309}', id="1e309"),
        pytest.param(b'{"amount":' + b"9" * 5000 + b"}", id="5,000 digits"),
        pytest.param(b'{"note":"\\u0000"}', id="NUL"),
        pytest.param(b'{"note":"\\ud800"}', id="half a surrogate pair"),
        pytest.param(b'{"note":"\xff"}', id="no UTF-8"),
        pytest.param('{"amount":1}'.encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf{}", id="byte order mark"),
        pytest.param(b'{"amount":1', id="cut off"),
        pytest.param(b"amount=1", id="a form"),
    ],
)
def test_what_is_not_our_json(ana_api: APIClient, data: bytes) -> None:
    response = send(ana_api, data)
    assert (response.status_code, response.json()["error"]) in {
        (400, "The body is not valid JSON"),
        (400, "Invalid request"),
    }


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-7",
        'application/json; charset="utf-16"',
        "application/json; charset=latin-1",
    ],
)
def test_another_media_type_or_charset(ana_api: APIClient, content_type: str) -> None:
    response = send(ana_api, json.dumps(GOOD), content_type)
    assert (response.status_code, response.json()["error"]) == (415, "Unsupported media type")


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_utf8_may_be_said(ana_api: APIClient, content_type: str) -> None:
    assert send(ana_api, json.dumps(GOOD), content_type).status_code == 201


def test_a_body_over_the_limit(ana_api: APIClient) -> None:
    assert send(ana_api, b" " * DEFAULT_MAX_BODY).status_code == 400
    response = send(ana_api, b" " * (DEFAULT_MAX_BODY + 1))
    assert (response.status_code, response.json()["error"]) == (
        413,
        f"The body may have at most {DEFAULT_MAX_BODY} bytes",
    )


def test_a_body_without_a_length_is_not_taken_for_an_empty_one(ana_api: APIClient) -> None:
    response = ana_api.post("/api/entries", headers={"Transfer-Encoding": "chunked"})
    assert (response.status_code, response.json()["error"]) == (400, "Content-Length is required")


@pytest.mark.parametrize(
    "amount",
    [
        *(
            "1_000",
            "١٢",
            "１２",
            "-0.00",
            "0",
            "-5",
            "1E-400",
            "1e5",
            " 1",
            "+1",
            "1.",
            ".5",
            "1.00001",
            "NaN",
        ),
        *("", "1,5", "10000000000", True, None, [], {}),
    ],
)
def test_an_amount_that_is_none(ana_api: APIClient, amount: Any) -> None:
    assert errors_of(ana_api, amount=amount).keys() == {"amount"}


@pytest.mark.parametrize("raw", ["1E-400", "1e5", "-1", "0.0", "1.00001", "12345678901234567890"])
def test_a_number_that_is_no_amount(ana_api: APIClient, raw: str) -> None:
    response = send(ana_api, json.dumps({**GOOD, "amount": 0}).replace('"amount": 0', f'"amount": {raw}'))
    assert (response.status_code, response.json()["errors"].keys()) == (400, {"amount"})


@pytest.mark.parametrize(
    "day",
    [
        *("20250115", "2025-W03", "2025-W03-1", "2025-1-5", "0001-01-01", "1899-12-31", "9999-12-31"),
        *("2025-02-30", "2025-01-15T", "2025-01-15T25:00", "2025-01-15x10:00", "٢٠٢٥-٠١-١٥", "2025-01-15 "),
        *(" 2025-01-15", "today", "", 20250115, None, True),
    ],
)
def test_a_day_that_is_none(ana_api: APIClient, day: Any) -> None:
    assert errors_of(ana_api, date=day).keys() == {"date"}


@pytest.mark.parametrize(
    "day",
    [
        "2025-01-15",
        "2025-01-15T10:00:00Z",
        "2025-01-15T10:00:00.123456+05:30",
        "2025-01-15 10:00",
        "1900-01-01",
    ],
)
def test_a_day_that_is_one(ana_api: APIClient, day: str) -> None:
    assert errors_of(ana_api, date=day) == {}


@pytest.mark.parametrize("id", ["1", "x", 0, -1, 2**63, 10**30, 1.5, True, [1]])
def test_an_id_of_odd_form(ana_api: APIClient, id: Any) -> None:
    assert errors_of(ana_api, account_id=id) == {"account_id": ["Must be an id: a whole number above 0"]}


@pytest.mark.parametrize("code", ["EURO", "XQQ", "", "€", "ＥＵＲ", 978, None])
def test_a_currency_that_is_none(ana_api: APIClient, code: Any) -> None:
    assert errors_of(ana_api, currency=code).keys() == {"currency"}


def test_texts_have_limits(ana_api: APIClient) -> None:
    assert errors_of(ana_api, note="x" * 500) == {}
    for note in ("x" * 501, "x" * 1_000_000):
        assert errors_of(ana_api, note=note) == {"note": ["Must have at most 500 characters"]}
    assert errors_of(ana_api, tags=["x" * 121]) == {"tags.0": ["Must have at most 120 characters"]}
    assert errors_of(ana_api, tags=[" \u200e "]) == {"tags.0": ["Must not be empty"]}
    assert errors_of(ana_api, note=5) == {"note": ["Must be a text"]}


def test_every_wrong_field_is_named_at_once(ana_api: APIClient) -> None:
    response = send(
        ana_api,
        json.dumps(
            {
                "amount": "x",
                "date": "2025-13-01",
                "priority": 9,
                "urgent": "yes",
                "tags": ["a", "b", "c", "d"],
                "lines": [{"amount": 1}, {"amount": -1, "colour": "red"}, {}, 7],
                "balance": 1.5,
                "colour": "red",
            }
        ),
    )
    assert response.status_code == 400
    assert response.json()["errors"] == {
        "amount": ["Not a number"],
        "date": ["Must be a date, YYYY-MM-DD"],
        "type": ["This field is required"],
        "priority": ["Must be at most 5"],
        "urgent": ["Must be true or false"],
        "tags": ["Must have at most 3 items"],
        "lines.1.amount": ["Must be greater than 0"],
        "lines.1.colour": ["Unknown field"],
        "lines.2.amount": ["This field is required"],
        "lines.3": ["Must be an object"],
        "colour": ["Unknown field"],
    }


def test_choices_are_listed(ana_api: APIClient) -> None:
    assert errors_of(ana_api, type="transfer") == {"type": ["Must be one of: income, expense"]}


def test_at_most_fifty_errors_are_reported(ana_api: APIClient) -> None:
    assert len(errors_of(ana_api, lines=[{}] * 1000)) == 50


def test_a_long_unknown_name_is_not_sent_back_whole(ana_api: APIClient) -> None:
    assert errors_of(ana_api, **{"x" * 5000: 1}) == {"x" * 200: ["Unknown field"]}


def test_second_names(ana_api: APIClient) -> None:
    body = {"amount": 1, "date": "2026-01-31", "transaction_type": "expense", "description": "tea"}
    response = send(ana_api, json.dumps({**body, "lines": [{"amount": 1, "label": "food"}]}))
    assert response.status_code == 201
    assert (response.json()["type"], response.json()["note"]) == ("expense", "tea")
    assert response.json()["lines"] == [{"amount": 1, "category": "food"}]


def test_two_names_for_one_field(ana_api: APIClient) -> None:
    assert errors_of(ana_api, transaction_type="income") == {}
    assert errors_of(ana_api, transaction_type="expense") == {
        "transaction_type": ["Differs from type, which is the same field"]
    }
    assert errors_of(ana_api, lines=[{"amount": 1, "label": "a", "category": "b"}]) == {
        "lines.0.label": ["Differs from category, which is the same field"]
    }
    assert errors_of(ana_api, transaction_type="gift", type="gift").keys() == {"type"}


def test_a_loose_body_ignores_unknown_keys(api: APIClient) -> None:
    response = api.post("/api/loose", {"name": " Ana ", "colour": "red"})
    assert (response.status_code, response.json()) == (200, {"name": "Ana"})


def test_looseness_is_inherited_and_strictness_too() -> None:
    class Loose(LooseBody):
        name: str

    class Strict(Body):
        name: str

    assert msgspec.convert({"name": "a", "x": 1}, Loose).name == "a"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"name": "a", "x": 1}, Strict)


def test_a_check_over_several_fields_answers_as_one() -> None:
    with pytest.raises(Invalid) as caught:
        convert({"low": 2, "high": 1}, Span, errors={})
    assert caught.value.errors == {"non_field_errors": ["low must not be above high"]}


class Price(Body):
    price: Decimal | None = None


class Prices(Body):
    rows: list[Price]


@pytest.mark.parametrize("kind", [Price, Prices])
def test_types_that_msgspec_reads_too_kindly_are_refused(kind: type[Body]) -> None:
    with pytest.raises(TypeError, match=r"Price\.price: use a type of config\.drf\.values"):
        convert({}, kind, errors={})


class Bare(Body, kw_only=True):
    text: str = ""
    number: int | None = None
    long: Annotated[str, msgspec.Meta(max_length=10_000)] = ""
    words: list[str] = []
    above: Annotated[int, msgspec.Meta(ge=0)] = 0
    inner: list[Bare] = []


class Outer(Body, kw_only=True):
    rows: list[Bare] = []


def convert_bare(**fields: Any) -> dict[str, list[Any]] | None:
    with pytest.raises(Invalid) as caught:
        convert(fields, Outer if "rows" in fields else Bare, errors={})
    return caught.value.errors


def test_what_declares_no_limit_has_one() -> None:
    too_long, too_large = [bounds.TOO_LONG], [bounds.TOO_LARGE]
    assert (
        convert({"text": "x" * 2000, "number": 2**63 - 1, "long": "x" * 10_000}, Bare, errors={}).number
        == 2**63 - 1
    )
    assert convert_bare(text="x" * 2001, number=2**63, words=["a", "x" * 2001], above=10**30) == {
        "text": too_long,
        "number": too_large,
        "words.1": too_long,
        "above": too_large,
    }
    assert convert_bare(rows=[{}, {"number": -(10**30)}]) == {"rows.1.number": too_large}
    assert convert_bare(long="x" * 10_001) == {"long": ["Must have at most 10000 characters"]}


class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"


class Odd(Body, kw_only=True):
    mood: Mood = Mood.GOOD
    hash: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{4}$", max_length=4)] = "0000"
    share: Number = Decimal(0)
    either: int | str = 0
    table: dict[str, int] = {}
    span: Span | None = None


class Span(Body, kw_only=True):
    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("low must not be above high")


@pytest.mark.parametrize(
    ("field", "value", "errors"),
    [
        ("mood", "ugly", {"mood": ["Must be one of: good, bad"]}),
        ("mood", 5, {"mood": ["Must be one of: good, bad"]}),
        ("hash", "xyz!", {"hash": ["Has not the expected form"]}),
        ("share", Decimal("1e400"), {"share": ["Must be a number with at most 15 digits and 10 decimals"]}),
        ("share", "1_0", {"share": ["Must be a number with at most 15 digits and 10 decimals"]}),
        ("share", True, {"share": ["Must be a number or a decimal string"]}),
        ("either", [], {"either": ["Must be a whole number or a text"]}),
        ("table", {"a": "b"}, {"table.a": ["Must be a whole number"]}),
        ("span", {"low": 2, "high": 1}, {"span": ["low must not be above high"]}),
        (
            "span",
            {"low": "x"},
            {"span.low": ["Must be a whole number"], "span.high": ["This field is required"]},
        ),
        ("span", 7, {"span": ["Must be an object"]}),
    ],
)
def test_sentences_for_other_types(field: str, value: Any, errors: dict[str, list[str]]) -> None:
    with pytest.raises(Invalid) as caught:
        convert({field: value}, Odd, errors={})
    assert caught.value.errors == errors


@pytest.mark.parametrize("number", ["12345.0123456789", 7, Decimal("-0.5")])
def test_numbers_that_are_no_money(number: Any) -> None:
    assert convert({"share": number}, Odd, errors={}).share == Decimal(number)

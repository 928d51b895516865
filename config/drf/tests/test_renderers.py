"""What leaves as JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.db.models import TextChoices
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from accounts.models import User
from config.drf.renderers import JsonRenderer, encode, json_response
from config.drf.structs import Answer


class Colour(TextChoices):
    RED = "red"


class Row(Answer):
    amount: Decimal
    left: int | msgspec.UnsetType = msgspec.UNSET


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), "1.50"),
        (Decimal("12345678901234567890.1234"), "12345678901234567890.1234"),
        (Decimal(0), "0"),
        (datetime(2026, 1, 31, 10, 0, tzinfo=UTC), '"2026-01-31T10:00:00Z"'),
        (date(2026, 1, 31), '"2026-01-31"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Colour.RED, '"red"'),
        (lazystr("lazy"), '"lazy"'),
        (mark_safe("safe"), '"safe"'),
        ("é\u2028</script>", '"é\u2028</script>"'),
        (Row(amount=Decimal("0.10")), '{"amount":0.10}'),
        ({"a": None, "b": (True, 1)}, '{"a":null,"b":[true,1]}'),
    ],
)
def test_values(value: Any, text: str) -> None:
    assert encode(value).decode() == text


def test_rows_of_a_query(ana: User) -> None:
    assert encode(User.objects.values("email")) == b'[{"email":"ana@example.com"}]'


def test_what_has_no_json_form_is_a_mistake_of_ours() -> None:
    with pytest.raises(NotImplementedError, match="object cannot be sent"):
        encode(object())


def test_a_response() -> None:
    response = json_response({"a": 1}, 202, headers={"X-A": "b"})
    assert (response.status_code, response.content, response["Content-Type"], response["X-A"]) == (
        202,
        b'{"a":1}',
        "application/json",
        "b",
    )
    assert (JsonRenderer().render({"a": 1}), JsonRenderer().render(None)) == (b'{"a":1}', b"")

"""Examples in the documentation are answers that we could give."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from config.drf.pages import PageOf
from config.drf.renderers import encode
from finance.api import examples
from finance.domain.transaction_out import TransactionOut


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        (TransactionOut, examples.TRANSACTION),
        (PageOf[TransactionOut], examples.PAGE),
    ],
)
def test_example_is_an_answer(kind: Any, example: Any) -> None:
    assert json.loads(encode(msgspec.convert(example, kind))) == example

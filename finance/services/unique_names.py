"""Names of which a person may have one each; the database decides who was first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from config.lib.errors import Invalid
from config.lib.text import fold


def key_of(name: str) -> str:
    """The key under which a name is unique; Invalid for a name of invisible signs only."""
    key = fold(name)
    if not key:
        raise Invalid(errors={"name": ["Must have a visible character"]})
    return key


@contextmanager
def refuse_second(noun: str) -> Iterator[None]:
    """Turns the refusal of the unique constraint into Invalid; the transaction around it is lost."""
    try:
        yield
    except IntegrityError:
        raise Invalid(errors={"name": [f"There is {noun} of this name already"]}) from None

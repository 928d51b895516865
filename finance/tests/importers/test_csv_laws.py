from __future__ import annotations

import contextlib
import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from finance.domain.incoming import IncomingTransaction
from finance.importers.csv import FileRefused, Guess, Mapping, MappingError, guess, read
from finance.importers.csv.mapping import SIGNS, SINGLE
from finance.tests.importers.dialects import Dialect, Movement

TEXTS = ("Alpha", "Beta Ltd", "Gamma; Sons", "Delta, Inc", "Epsilon|7", "Zürich", "Eta 12", "Theta 3.50")
DAYS = {  # the ways to write a day, by language
    "en": (
        "%Y-%m-%d",
        "%Y%m%d",
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d-%m-%Y",
        "%d %b %Y",
        "%d/%m/%y",
        "%m/%d/%y",
        "%d-%b-%y",
    ),
    "de": ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"),
    "nl": ("%Y-%m-%d", "%Y%m%d", "%d-%m-%Y"),
    "fr": ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"),
}
NUMBERS = {  # decimal mark and grouping, by language
    "en": ((".", ""), (".", ","), (".", " ")),
    "de": ((",", ""), (",", "."), (".", "'"), (".", "")),
    "nl": ((",", ""), (",", "."), (".", "")),
    "fr": ((",", ""), (",", " "), (",", "\u202f")),
}

amounts = st.integers(-10_000_000, 10_000_000).filter(bool).map(lambda cents: Decimal(cents).scaleb(-2))
whole_amounts = st.integers(-100_000, 100_000).filter(bool).map(Decimal)
days = st.dates(date(2019, 1, 1), date(2025, 12, 31))


def movements(least: int = 1) -> st.SearchStrategy[list[Movement]]:
    one = st.builds(Movement, days, amounts, st.sampled_from(TEXTS))
    return st.lists(one, min_size=least, max_size=12).map(sorted)


@st.composite
def dialects(draw: st.DrawFn) -> Dialect:
    language = draw(st.sampled_from(sorted(DAYS)))
    decimal, grouping = draw(st.sampled_from(NUMBERS[language]))
    return Dialect(
        language=language,
        delimiter=draw(st.sampled_from([",", ";", "\t", "|"])),
        decimal=decimal,
        grouping=grouping,
        day=draw(st.sampled_from(DAYS[language])),
        layout=draw(st.sampled_from(["signed", "brackets", "trailing", "suffix", "words", "pair"])),
        balance=draw(st.booleans()),
        newest_first=draw(st.booleans()),
        zeros=draw(st.booleans()),
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])),
        newline=draw(st.sampled_from(["\n", "\r\n"])),
        around=draw(st.booleans()),
    )


def with_truth(data: bytes, dialect: Dialect) -> Guess:
    """The guess after every question has had its right answer."""
    found = guess(data)
    for _ in range(5):
        if found.question is None:
            break
        right = dialect.truth[found.question.field]
        choice = next(choice for choice in found.question.choices if choice.value == right)
        found = guess(data, hints=found.mapping.answered(choice.answer))
    return found


def told(rows: Sequence[IncomingTransaction]) -> list[Movement]:
    return [Movement(row.date, row.amount if row.type == "Income" else -row.amount, row.note) for row in rows]


@given(movements(), dialects())
def test_what_was_written_is_read_or_asked_about(known: list[Movement], dialect: Dialect) -> None:
    data = dialect.write(known)
    reading = read(data, with_truth(data, dialect).mapping, default_currency="EUR", account="Mine")
    assert reading.rejected == []
    assert told(reading.rows) == (known[::-1] if dialect.newest_first else known)


@given(movements(least=4), dialects())
def test_a_balance_without_headings_proves_the_rest(known: list[Movement], dialect: Dialect) -> None:
    # Without headings a layout that no bank uses without them is left out, and so are files in which nothing
    # tells one column from another.
    bare = Dialect(**{**vars(dialect), "heading": False, "around": False, "balance": True, "layout": "pair"})
    assume(len({movement.amount for movement in known}) == len(known))
    assume(len({movement.amount < 0 for movement in known}) == 2)
    data = bare.write(known)
    reading = read(data, with_truth(data, bare).mapping, default_currency="EUR", account="Mine")
    assert told(reading.rows) == (known[::-1] if bare.newest_first else known)


@given(movements(least=2), dialects(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    known: list[Movement], dialect: Dialect, chance: random.Random
) -> None:
    dialect = Dialect(**{**vars(dialect), "balance": False, "around": False})
    head, *lines = dialect.write(known).decode(dialect.encoding).strip().splitlines()
    assume(all(line.count('"') % 2 == 0 for line in lines))
    chance.shuffle(lines)
    data = dialect.newline.join([head, *lines]).encode(dialect.encoding)
    reading = read(data, with_truth(data, dialect).mapping, default_currency="EUR", account="Mine")
    assert sorted(told(reading.rows)) == known


@given(
    st.lists(st.builds(Movement, days, whole_amounts, st.sampled_from(TEXTS)), min_size=1, max_size=6).map(
        sorted
    )
)
@settings(max_examples=50)
def test_whole_amounts_need_no_mark(known: list[Movement]) -> None:
    dialect = Dialect(delimiter=";")
    data = dialect.write(known)
    reading = read(data, with_truth(data, dialect).mapping, default_currency="EUR", account="Mine")
    assert told(reading.rows) == known


@given(
    st.binary(max_size=300) | st.text(alphabet="0123456789-./,;\t\n\"' abcDC", max_size=200).map(str.encode)
)
def test_anything_is_read_asked_about_or_refused(data: bytes) -> None:
    try:
        found = guess(data)
        if found.question is None:
            read(data, found.mapping, default_currency="EUR", account="Mine")
    except (FileRefused, MappingError):
        pass


columns = st.integers(0, 199) | st.sampled_from(["Date", "Amount", "Betrag", "Nope"])
settings_given = st.dictionaries(st.sampled_from(SINGLE), columns, max_size=4).flatmap(
    lambda places: st.fixed_dictionaries(
        {},
        optional={
            **{field: st.just(place) for field, place in places.items()},
            "note": st.lists(columns, max_size=2),
            "delimiter": st.sampled_from([",", ";", "\t"]),
            "quote": st.sampled_from(['"', "'", ""]),
            "encoding": st.sampled_from(["utf-8", "cp1252", "utf-16", "utf-32", "gb18030"]),
            "header_row": st.sampled_from([0, 1, 2, 9999]),
            "date_order": st.sampled_from(["dmy", "mdy", "ymd"]),
            "decimal": st.sampled_from([".", ","]),
            "sign": st.sampled_from(SIGNS),
        },
    )
)


@given(movements(), dialects(), settings_given)
def test_any_mapping_is_used_or_refused(
    known: list[Movement], dialect: Dialect, said: dict[str, Any]
) -> None:
    data, hints = dialect.write(known), Mapping.from_dict(said)
    with contextlib.suppress(FileRefused, MappingError):
        read(data, guess(data, hints=hints).mapping, default_currency="EUR", account="Mine")
    with contextlib.suppress(FileRefused, MappingError):
        read(data, hints, default_currency=None, account="Mine")

from __future__ import annotations

from typing import Any

import pytest

from finance.importers.csv import FileRefused, Mapping, MappingError, guess, read

DATA = b"Date,Description,Amount\n2024-01-30,Shop,-3.50\n2024-01-31,Work,10.00\n"


def test_goes_to_json_and_back() -> None:
    mapping = guess(DATA).mapping
    assert mapping.to_dict() == {
        "encoding": "utf-8",
        "delimiter": ",",
        "quote": '"',
        "header_row": 1,
        "names": ["Date", "Description", "Amount"],
        "date": 0,
        "amount": 2,
        "note": [1],
        "date_order": "ymd",
        "decimal": ".",
        "sign": "minus_out",
    }
    assert Mapping.from_dict(mapping.to_dict()) == mapping


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("datum", 1), ("date", -1), ("date", 200), ("date", True), ("date", " "), ("date", 1.5),
        ("date_order", "dym"),
        ("decimal", ";"), ("sign", "minus"), ("quote", "x"), ("note", 1), ("note", [True]),
        ("names", ["a", 1]),
        ("own_minus", ["amount"]), ("encoding", "utf-7"), ("encoding", 1), ("delimiter", "ab"),
        ("delimiter", "a"),
        ("delimiter", '"'), ("header_row", -1), ("header_row", "1"), ("currency_code", "XXQ"),
        ("direction_blank", "?"),
    ],
)  # fmt: skip
def test_wrong_settings_are_named(field: str, value: Any) -> None:
    with pytest.raises(MappingError) as refusal:
        Mapping.from_dict({field: value})
    assert list(refusal.value.errors) == [field]
    assert field in str(refusal.value)


def test_all_wrong_settings_are_named_at_once() -> None:
    with pytest.raises(MappingError) as refusal:
        Mapping.from_dict({"decimal": "x", "sign": "y", "date": None})
    assert set(refusal.value.errors) == {"decimal", "sign"}


def test_columns_by_heading() -> None:
    hints = Mapping.from_dict({"date": "date", "amount": " AMOUNT ", "note": ["Description"]})
    mapping = guess(DATA, hints=hints).mapping
    assert (mapping.date, mapping.amount, mapping.note) == (0, 2, (1,))
    assert len(read(DATA, Mapping.from_dict({**mapping.to_dict(), "amount": "Amount"}), **CONTEXT).rows) == 2


CONTEXT: dict[str, Any] = {"default_currency": "EUR", "account": "Mine"}


@pytest.mark.parametrize("field", ["amount", "note"])
def test_a_heading_that_the_file_has_not(field: str) -> None:
    hints = Mapping.from_dict({field: ["Nope"] if field == "note" else "Nope"})
    with pytest.raises(MappingError) as refusal:
        guess(DATA, hints=hints)
    assert refusal.value.errors == {field: ["The file has no column “Nope”."]}


def test_reading_needs_every_decision() -> None:
    mapping = Mapping(date=0, amount=2, header_row=1)
    with pytest.raises(MappingError) as refusal:
        read(DATA, mapping, **CONTEXT)
    assert set(refusal.value.errors) == {"date_order", "decimal", "sign"}


@pytest.mark.parametrize(
    ("sign", "missing"),
    [("pair", {"debit"}), ("direction", {"amount", "direction"}), ("minus_out", {"amount"})],
)
def test_each_sign_needs_its_columns(sign: Any, missing: set[str]) -> None:
    with pytest.raises(MappingError) as refusal:
        read(DATA, Mapping(date=0, date_order="ymd", decimal=".", sign=sign), **CONTEXT)
    assert set(refusal.value.errors) == missing


def test_a_preset_finds_its_columns_where_they_have_moved() -> None:
    preset = guess(DATA).mapping.preset()
    assert (preset.date, preset.amount, preset.note) == ("Date", "Amount", ("Description",))
    moved = b"My bank\n\nAmount,Date,Description\n-4.50,2024-02-01,Shop\n"
    mapping = guess(moved, hints=preset).mapping
    assert (mapping.date, mapping.amount, mapping.note, mapping.header_row) == (1, 0, (2,), 3)


def test_a_preset_of_a_file_without_headings_keeps_positions() -> None:
    preset = guess(b"30/01/2024,Shop,-3.50\n31/01/2024,Work,10.00\n").mapping.preset()
    assert (preset.date, preset.amount, preset.encoding) == (0, 2, None)


def test_an_equal_heading_twice_is_kept_by_position() -> None:
    data = b"Datum;Betrag;W\xc3\xa4hrung;Saldo;W\xc3\xa4hrung\n30.01.2024;-3,50;EUR;6,50;EUR\n"
    assert guess(data).mapping.preset().currency == 2


def test_hints_of_another_layout_are_looked_up_again() -> None:
    hints = guess(b"x\n" + DATA).mapping
    assert hints.header_row == 2
    assert guess(DATA, hints=hints).mapping.header_row == 1


def test_what_the_user_says_wins() -> None:
    hints = Mapping.from_dict(
        {"sign": "minus_in", "decimal": ".", "date_order": "ymd", "delimiter": ",", "quote": '"'}
    )
    rows = read(DATA, guess(DATA, hints=hints).mapping, **CONTEXT).rows
    assert [row.type for row in rows] == ["Income", "Expense"]


def test_an_amount_that_the_user_names_beats_a_saved_pair() -> None:
    data = b"Date,Text,Debit,Credit,Sum\n2024-01-30,Shop,3.50,,-3.50\n"
    pair = guess(data).mapping
    assert pair.sign == "pair"
    single = guess(data, hints=pair.answered({"amount": "Sum", "sign": "minus_out"})).mapping
    assert (single.amount, single.sign) == (4, "minus_out")
    assert guess(data, hints=single.answered({"sign": "pair", "debit": 2})).mapping.debit == 2


def test_a_heading_line_that_is_not_there() -> None:
    with pytest.raises(FileRefused) as refusal:
        guess(DATA, hints=Mapping(header_row=99))
    assert refusal.value.line == 99


def test_a_file_said_to_have_no_heading() -> None:
    data = b"2024-01-30,Date,-3.50\n2024-01-31,Amount,10.00\n"
    mapping = guess(data, hints=Mapping(header_row=0)).mapping
    assert len(read(data, mapping, **CONTEXT).rows) == 2

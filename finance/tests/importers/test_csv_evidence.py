"""What decides, and what does not: each kind of evidence on the smallest file that shows it."""

from __future__ import annotations

from typing import Any

import pytest

from finance.importers.csv import Guess, Mapping, guess, read


def guessed(text: str, **said: Any) -> Guess:
    return guess(text.encode(), hints=Mapping.from_dict(said))


def asked(text: str, **said: Any) -> list[str]:
    return [question.field for question in guessed(text, **said).questions]


def signed(text: str, **said: Any) -> list[str]:
    """The amounts as they are read, without any question."""
    found = guessed(text, **said)
    assert found.questions == ()
    rows = read(text.encode(), found.mapping, default_currency=None, account="Mine").rows
    return [f"{row.amount if row.type == 'Income' else -row.amount:f}" for row in rows]


def on(*days: str) -> str:
    return "Date,Text,Amount\n" + "".join(f"{day},a,-1.00\n" for day in days)


# --- the order of a date


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Date,Text,Amount\n03/02/2024,a,-1.00\n13/02/2024,b,-1.00\n", "dmy"),
        ("Date,Text,Amount\n03/02/2024,a,-1.00\n02/13/2024,b,-1.00\n", "mdy"),
        ("Date,Text,Amount\n03.02.2024,a,-1.00\n", "dmy"),
        ("Date,Text,Amount\n03.02.24,a,-1.00\n", "dmy"),
        ("Date,Text,Amount\n2024-02-03,a,-1.00\n", "ymd"),
        ("Date,Value date,Text,Amount\n03/02/2024,13/02/2024,a,-1.00\n", "dmy"),
        ("From 02/01/2024 to 02/29/2024\nDate,Text,Amount\n02/03/2024,a,-1.00\n", "mdy"),
        ("Date,Text,Amount\n02/03/2024,a,-1.00\nas of 02/29/2024,,\n", "mdy"),
        ("Datum;Omschrijving;Bedrag\n03/02/2024;a;-1,00\n", "dmy"),
        ("Date,Narration,Withdrawal Amt.,Deposit Amt.\n03/02/24,a,1.00,\n", "dmy"),
        ('Date,Text,Amount\n03/02/2024,a,"-1,00,000.00"\n', "dmy"),
        ("Date,Sort Code,Text,Amount\n03/02/2024,00-00-00,a,-1.00\n", "dmy"),
        # Sorted under one order only, on enough days.
        (on("01/02/2024", "05/02/2024", "02/03/2024", "09/03/2024", "01/04/2024"), "dmy"),
        (on("04/01/2024", "03/09/2024", "03/02/2024", "02/05/2024", "02/01/2024"), "mdy"),
        # The balances say that the oldest row stands first.
        ("Date,Amount,Balance\n01/02/2024,-1.00,9.00\n05/02/2024,-2.00,7.00\n02/03/2024,-4.00,3.00\n", "dmy"),
        # Years that keep together, when a day could be a year.
        (on("24-01-03", "24-01-04", "24-01-07", "24-01-08", "24-01-11"), "ymd"),
        (on("13-01-24", "14-01-24", "17-01-24", "18-01-24", "21-01-24"), "dmy"),
    ],
)  # fmt: skip
def test_the_order_of_dates_is_found(text: str, order: str) -> None:
    found = guessed(text)
    assert found.questions == ()
    assert found.mapping.date_order == order


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Date,Text,Amount\n03/02/2024,a,-1.00\n", ["dmy", "mdy"]),
        # European money does not prove a European date: apps in American English export both.
        ("Date;Text;Amount;Currency\n03/02/2024;a;-1,00;EUR\n", ["dmy", "mdy"]),
        # Sorted under one order, but by chance perhaps.
        ("Date,Text,Amount\n01/02/2024,a,-1.00\n05/02/2024,a,-1.00\n02/03/2024,b,-1.00\n", ["dmy", "mdy"]),
        ("Date,Text,Amount\n03/02/04,a,-1.00\n", ["dmy", "mdy", "ymd"]),
        ("Date,Text,Amount\n24/02/04,a,-1.00\n", ["dmy", "ymd"]),
        # Two orders in one column.
        ("Date,Text,Amount\n13/02/2024,a,-1.00\n02/13/2024,b,-1.00\n", ["dmy", "mdy"]),
    ],
)
def test_the_order_of_dates_is_asked(text: str, choices: list[str]) -> None:
    found = guessed(text)
    assert [question.field for question in found.questions] == ["date_order"]
    assert found.question is not None
    assert [choice.value for choice in found.question.choices] == choices
    assert found.mapping.date_order is None


def test_the_question_shows_what_each_answer_means() -> None:
    question = guessed("Date,Text,Amount\n03/02/2024,a,-1.00\n").question
    assert question is not None
    assert question.text == "Which day is “03/02/2024”?"
    assert [choice.label for choice in question.choices] == [
        "day first: 3 February 2024",
        "month first: 2 March 2024",
    ]


def test_one_stray_date_of_many_does_not_decide() -> None:
    good = "".join(f"{day:02}/01/2024,a,-1.00\n" for day in range(1, 32)) * 2
    text = f"Date,Text,Amount\n{good.replace('/2024', '/2023', 31)}01/13/2024,b,-1.00\n"
    assert guessed(text).mapping.date_order == "dmy"


# --- the decimal mark


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["-1.50", "2.00"], "."), (["-1,50", "2,00"], ","), (["-1.234,5", "2"], ","), (["-1,234.5",
        "2"], "."),
        (["-12", "3"], "."), (["-1,234", "-2,5"], ","), (["-1,234", "-1,234,567"], "."), (["-0,500",
        "3"], ","),
        (["-1 234", "5"], "."),
    ],
)  # fmt: skip
def test_the_decimal_mark_is_found(cells: list[str], mark: str) -> None:
    rows = "".join(f'2024-01-30;a;"{cell}"\n' for cell in cells)
    assert guessed(f"Date;Text;Amount\n{rows}").mapping.decimal == mark


@pytest.mark.parametrize("cells", [["-1,234"], ["-1.234", "5"], ["-1,50", "1.50"]])
def test_the_decimal_mark_is_asked(cells: list[str]) -> None:
    rows = "".join(f'2024-01-30;a;"{cell}"\n' for cell in cells)
    assert "decimal" in asked(f"Date;Text;Amount\n{rows}", sign="minus_out")


def test_a_currency_with_two_decimals_decides() -> None:
    text = 'Date;Text;Amount (EUR)\n2024-01-30;a;"-1.234"\n'
    assert signed(text) == ["-1234"]
    assert asked('Date;Text;Amount (KWD)\n2024-01-30;a;"-1.234"\n') == ["decimal"]


def test_the_balance_has_decimals_where_the_amounts_have_none() -> None:
    assert signed("Date;Text;Amount;Balance\n2024-01-30;a;-1.234;8.766,50\n") == ["-1234"]


def test_balances_tell_points_from_commas() -> None:
    text = "Date;Text;Amount;Balance\n2024-01-30;a;-1.234;8.766\n2024-01-31;b;-500;8.266\n"
    assert signed(text) == ["-1234", "-500"]


def test_a_few_odd_cells_are_rejected_not_followed() -> None:
    rows = "".join(f"2024-01-{day:02};a;-{day},50\n" for day in range(1, 31))
    text = f"Date;Text;Amount\n{rows}2024-01-31;b;-1.5\n"
    found = guessed(text)
    assert found.mapping.decimal == ","
    assert [
        error.row for error in read(text.encode(), found.mapping, default_currency=None, account="x").rejected
    ] == [32]


# --- the sign


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Date,Text,Amount\n2024-01-30,a,-1.00\n2024-01-31,b,2.00\n", ["-1.00", "2.00"]),
        ("Date,Text,Amount\n2024-01-30,a,+1.00\n2024-01-31,b,+2.00\n", ["1.00", "2.00"]),
        ("Date,Text,Amount,D/C\n2024-01-30,a,1.00,D\n2024-01-31,b,2.00,C\n", ["-1.00", "2.00"]),
        ("Date,Text,Amount,Debit/Credit\n2024-01-30,a,1.00,Debit\n", ["-1.00"]),
        ("Date,Text,Amount,Sign\n2024-01-30,a,1.00,\n2024-01-31,b,2.00,DR\n", ["1.00", "-2.00"]),
        # The balances rise by what has no minus, and fall by what has none.
        ("Date,Text,Amount,Balance\n2024-01-30,a,1.00,9.00\n2024-01-31,b,2.00,11.00\n", ["1.00", "2.00"]),
        ("Date,Text,Amount,Balance\n2024-01-30,a,1.00,9.00\n2024-01-31,b,2.00,7.00\n", ["-1.00", "-2.00"]),
        ("Date,Text,Amount,Balance\n2024-01-31,b,2.00,7.00\n2024-01-30,a,1.00,9.00\n", ["-2.00", "-1.00"]),
        # A word in a column of words agrees with the minus, or turns it round.
        ("Date,Type,Amount\n2024-01-30,Debit,-1.00\n2024-01-31,Credit,2.00\n", ["-1.00", "2.00"]),
        (
            "Date,Type,Amount\n" + "2024-01-30,Debit,1.00\n" * 3 + "2024-01-31,Credit,-2.00\n",
            ["-1.00", "-1.00", "-1.00", "2.00"],
        ),
        ("Date,Text,Amount\n2024-01-30,a,1.00 Dr\n2024-01-31,b,2.00\n", ["-1.00", "2.00"]),
        ("Date,Text,Amount\n2024-01-30,a,0.00\n", ["0.00"]),
    ],
)  # fmt: skip
def test_the_sign_is_found(text: str, amounts: list[str]) -> None:
    assert signed(text) == amounts


@pytest.mark.parametrize(
    "text",
    [
        "Date,Text,Amount\n2024-01-30,a,1.00\n2024-01-31,b,2.00\n",
        # A minus that is the exception may mark either.
        "Date,Text,Amount\n2024-01-28,a,1.00\n2024-01-29,b,2.00\n2024-01-30,c,3.00\n2024-01-31,d,-4.00\n",
        # Texts against the sign, too few to decide.
        "Date,Text,Amount\n2024-01-30,Payment received,-1.00\n2024-01-31,b,2.00\n",
        # Texts against the balance: a card's balance is what is owed.
        (
            "Date,Text,Amount,Balance\n2024-01-28,Tesco,1.00,1.00\n2024-01-29,Lidl,2.00,3.00\n"
            "2024-01-30,Shell,3.00,6.00\n2024-01-31,Netflix,4.00,10.00\n"
        ),
        # Equal amounts on one day: the balances can be read in either direction of time.
        "Date,Text,Amount,Balance\n2024-01-31,a,1.00,9.00\n2024-01-31,b,1.00,8.00\n",
        # Words and signs that do not fit together.
        "Date,Type,Amount\n2024-01-30,Debit,-1.00\n2024-01-31,Debit,2.00\n2024-01-31,Credit,-2.00\n2024-01-31,Credit,2.00\n",
        # Some marked Dr, some Cr, some not at all.
        "Date,Text,Amount\n2024-01-30,a,1.00 Dr\n2024-01-31,b,2.00 Cr\n2024-01-31,c,3.00\n",
    ],
)  # fmt: skip
def test_the_sign_is_asked(text: str) -> None:
    found = guessed(text)
    assert [question.field for question in found.questions] == ["sign"]
    assert found.mapping.sign is None


def test_the_likelier_sign_stands_first() -> None:
    spent = guessed("Date,Text,Amount\n2024-01-30,Salary,1.00\n2024-01-31,Dividend,2.00\n").question
    assert spent is not None
    assert [choice.value for choice in spent.choices] == ["minus_out", "minus_in"]


def test_a_word_column_can_be_the_answer() -> None:
    words = "2024-01-30,Debit,-1.00\n2024-01-30,Debit,2.00\n2024-01-31,Credit,-2.00\n2024-01-31,Credit,2.00\n"
    text = f"Date,Type,Amount\n{words}"
    question = guessed(text).question
    assert question is not None
    choice = next(choice for choice in question.choices if choice.value == "direction")
    assert choice.answer == {"sign": "direction", "direction": 1}


# --- the columns


def test_of_two_named_amounts_the_balance_knows_the_right_one() -> None:
    text = "Date,Amount,Net,Balance\n2024-01-30,-1.00,-1.10,8.90\n2024-01-31,2.00,1.80,10.70\n"
    assert signed(text) == ["-1.10", "1.80"]


def test_of_two_named_amounts_none_is_preferred() -> None:
    assert "amount" in asked("Date,Amount,Net\n2024-01-30,-1.00,-1.10\n2024-01-31,2.00,1.80\n")


def test_two_equal_named_amounts_are_one() -> None:
    assert signed("Date,Amount,Total\n2024-01-30,-1.00,-1.00\n") == ["-1.00"]


def test_the_other_side_of_a_pair_may_have_an_unknown_heading() -> None:
    assert signed("Date,Text,Withdrawals,Foo\n2024-01-30,a,1.00,\n2024-01-31,b,,2.00\n") == ["-1.00", "2.00"]
    assert signed("Date,Text,Foo,Deposits\n2024-01-30,a,1.00,\n2024-01-31,b,,2.00\n") == ["-1.00", "2.00"]


def test_a_pair_of_which_only_one_column_has_signs() -> None:
    assert signed("2024-01-30,a,-1.00,\n2024-01-31,b,,2.00\n") == ["-1.00", "2.00"]
    assert signed("2024-01-30,a,,-1.00\n2024-01-31,b,2.00,\n") == ["-1.00", "2.00"]


def test_a_column_that_this_file_has_not_is_an_empty_one() -> None:
    found = guessed("Date,Text,Amount\n2024-01-30,a,-1.00\n", amount=150)
    rows = read(
        b"Date,Text,Amount\n2024-01-30,a,-1.00\n", found.mapping, default_currency=None, account="x"
    ).rows
    assert rows == []


def test_an_amount_beside_columns_that_no_heading_explains() -> None:
    text = "Date,Shipping amount,Foo,Balance\n13/01/2024,0.00,-5.00,95.00\n14/01/2024,0.00,-2.00,93.00\n"
    assert signed(text) == ["-5.00", "-2.00"]
    assert asked("Date,Shipping amount,Foo\n13/01/2024,1.00,-5.00\n14/01/2024,1.50,-2.00\n")[:1] == ["amount"]
    assert asked("Date,Amount,Foo\n13/01/2024,0.00,-5.00\n14/01/2024,0.00,-2.00\n")[:1] == ["amount"]


def test_an_amount_that_takes_turns_with_another_column() -> None:
    text = "Date,Amount,Amount2\n13/01/2024,0.00,5.00\n14/01/2024,2.00,0.00\n"
    assert asked(text) == ["debit"]
    proven = "13/01/2024,0.00,5.00,95.00\n14/01/2024,2.00,0.00,97.00\n15/01/2024,0.00,1.00,96.00\n"
    assert signed(f"Date,Amount,Amount2,Balance\n{proven}") == ["-5.00", "2.00", "-1.00"]


def test_of_two_columns_without_headings_only_one_has_a_sign() -> None:
    assert asked("13/01/2024,a,10.00,-5.00\n")[:1] == ["amount"]
    assert signed("13/01/2024,a,-5.00,10.00\n14/01/2024,a,-6.00,11.00\n") == ["-5.00", "-6.00"]


def test_balances_against_the_headings_of_a_pair() -> None:
    rows = "13/01/2024,a,5.00,,105.00\n14/01/2024,b,2.00,,107.00\n15/01/2024,c,,7.00,100.00\n"
    found = guessed(f"Date,Text,Debit,Credit,Balance\n{rows}")
    assert found.question is not None
    assert [choice.value for choice in found.question.choices] == ["2", "3"]
    assert (found.mapping.debit, found.mapping.credit) == (None, None)
    assert signed(f"Date,Text,Debit,Credit,Balance\n{rows}", debit=2, credit=3) == ["-5.00", "-2.00", "7.00"]


def test_currency_above_the_table() -> None:
    text = "Currency: INR,,\nDate,Text,Amount\n2024-01-30,a,-1.00\n"
    assert guessed(text).mapping.currency_code == "INR"
    assert guessed(text.replace("INR", "INR or USD")).mapping.currency_code is None


def test_balances_of_one_day_do_not_turn_a_sign_round() -> None:
    # They might stand before their row, with the newest one first: the same figures, the usual sign.
    rows = "2024-01-31,a,1.00,9.00\n2024-01-31,b,2.00,7.00\n2024-01-31,c,4.00,3.00\n"
    assert asked(f"Date,Text,Amount,Balance\n{rows}") == ["sign"]

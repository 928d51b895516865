"""`manage.py import_transactions`: what it writes, prints and exits with."""

from __future__ import annotations

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from finance.models import Account, ImportBatch, ImportPreset, Transaction
from finance.services.presets import create_preset

pytestmark = pytest.mark.django_db

BANK = "Date,Details,Amount,Currency\n2025-01-15,Coffee,-4.50,EUR\n2025-01-16,Salary,1200.00,EUR\n"
OPEN = "Date,Details,Amount\n05/04/2025,Coffee,-4.50\n06/04/2025,Tea,-3.00\n"
ROW = {
    "date": "2025-01-15",
    "amount": 250,
    "type": "Expense",
    "category": "Food",
    "account": "Cash",
    "note": "Tea",
}


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write(tmp_path / "bank.csv", BANK)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def body(**changed: Any) -> str:
    usual = {"file_name": "Money.xlsx", "file_hash": "a" * 64, "rows": [ROW, ROW]}
    return json.dumps({**usual, **changed})


def run(*arguments: object, user: User, **options: str) -> tuple[int, str]:
    """(exit code, standard output)"""
    output = StringIO()
    try:
        call_command("import_transactions", *map(str, arguments), user=user.email, stdout=output, **options)
    except CommandError as error:
        return error.returncode, f"{output.getvalue()}{error}"
    return 0, output.getvalue()


def ledger() -> list[tuple[str, str, Decimal, str]]:
    rows = Transaction.objects.order_by("date", "id").select_related("account")
    return [(row.account.name, row.type, row.amount, row.currency) for row in rows]


def test_a_csv_file_comes_in_once(ana: User, bank: Path) -> None:
    assert run(bank, account="N26", user=ana) == (0, "bank.csv: 2 rows, 2 inserted\n")
    assert ledger() == [
        ("N26", "Expense", Decimal("4.5"), "EUR"),
        ("N26", "Income", Decimal(1200), "EUR"),
    ]
    assert run(bank, account="N26", user=ana) == (0, "bank.csv: 2 rows, 2 unchanged\n")
    assert len(ledger()) == 2


def test_a_dry_run_shows_the_mapping_and_changes_nothing(ana: User, bank: Path) -> None:
    code, text = run(bank, "--dry-run", user=ana)
    assert code == 0
    assert text.startswith("bank.csv: 2 rows, 2 inserted\n")
    assert text.endswith("(dry run: nothing was changed)\n")
    option = next(line for line in text.splitlines() if line.startswith("  --mapping '"))
    mapping = json.loads(option.removeprefix("  --mapping '").removesuffix("'"))
    assert (mapping["date"], mapping["amount"], mapping["sign"]) == (0, 2, "minus_out")
    assert not Transaction.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.parametrize("dry_run", [[], ["--dry-run"]])
def test_an_open_question_is_asked_and_can_be_answered(ana: User, tmp_path: Path, dry_run: list[str]) -> None:
    path = write(tmp_path / "open.csv", OPEN)
    code, text = run(path, *dry_run, user=ana)
    assert code == 1
    lines = text.splitlines()
    assert lines[0].lower() == "open.csv: the file can be read in more than one way"
    answers = [line.split("--mapping ")[1].strip("'") for line in lines if "--mapping" in line]
    assert [json.loads(answer)["date_order"] for answer in answers] in (["dmy", "mdy"], ["mdy", "dmy"])
    assert lines[-1] == "1 of 1 files refused."
    assert ledger() == []

    assert run(path, mapping='{"date_order": "mdy"}', user=ana) == (0, "open.csv: 2 rows, 2 inserted\n")
    assert [row.date.isoformat() for row in Transaction.objects.order_by("id")] == [
        "2025-05-04",
        "2025-06-04",
    ]


def test_a_preset_and_a_currency_are_used(ana: User, tmp_path: Path) -> None:
    path = write(tmp_path / "open.csv", OPEN)
    create_preset(user=ana, name="My bank", mapping={"date_order": "dmy"}, account_name="Checking")
    assert ImportPreset.objects.count() == 1
    assert run(path, preset="my bank", currency="USD", user=ana)[0] == 0
    assert ledger() == [
        ("Checking", "Expense", Decimal("4.5"), "USD"),
        ("Checking", "Expense", Decimal(3), "USD"),
    ]


def test_bad_rows_are_named_or_skipped(ana: User, tmp_path: Path) -> None:
    path = write(tmp_path / "bank.csv", BANK + "2025-02-30,Tea,-3.00,EUR\n")
    code, text = run(path, user=ana)
    assert code == 1
    assert "  row 4, date: " in text
    assert ledger() == []

    code, text = run(path, on_error="skip", user=ana)
    assert code == 0
    assert text.startswith("bank.csv: 3 rows, 2 inserted\n  skipped row 4, date: ")
    assert len(ledger()) == 2


def test_lines_that_are_no_transactions_are_said(ana: User, tmp_path: Path) -> None:
    path = write(tmp_path / "bank.csv", BANK + "Total,,1195.50,EUR\n")
    code, text = run(path, user=ana)
    assert code == 0
    assert text.startswith("bank.csv: 2 rows, 2 inserted\n  left out row 4, ")


def test_the_body_of_an_upload_goes_through_the_upload(ana: User, tmp_path: Path) -> None:
    path = write(tmp_path / "upload.json", body())
    code, text = run(path, user=ana)
    assert (code, text.splitlines()[0]) == (0, "upload.json: 2 rows, 2 inserted")
    assert ledger() == [("Cash", "Expense", Decimal(250), "INR")] * 2

    code, text = run(path, user=ana)
    assert code == 1
    assert text.startswith("upload.json: File already imported\n  File already imported at ")
    assert run(write(path, body(force=True)), user=ana)[1].startswith("upload.json: 2 rows, 2 unchanged")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "does not hold the body of an upload"),
        ("{", "does not hold the body of an upload"),
        (body(rows=7), "does not hold the body of an upload"),
        (body(rows=[]), "The file has no rows"),
        (body(color="red"), "color: Unknown field"),
        (body(skip_bad_rows=True), "skip_bad_rows: Unknown field"),
        (body(file_hash="abc"), "file_hash: 64 hex characters"),
        (body(rows=[ROW, {**ROW, "amount": -1}]), "row 2, amount: Must not be negative"),
    ],
)
def test_a_body_that_is_wrong_is_refused(ana: User, tmp_path: Path, text: str, said: str) -> None:
    code, answer = run(write(tmp_path / "upload.json", text), user=ana)
    assert code == 1
    assert said in answer
    assert ledger() == []


def test_bad_rows_of_an_upload_can_be_skipped(ana: User, tmp_path: Path) -> None:
    path = write(tmp_path / "upload.json", body(rows=[ROW, {**ROW, "amount": -1}]))
    code, text = run(path, on_error="skip", user=ana)
    assert code == 0
    assert "upload.json: 2 rows, 1 inserted\n" in text
    assert "  skipped row 2, amount: Must not be negative" in text
    assert len(ledger()) == 1


def test_a_refused_file_does_not_keep_the_others_out(ana: User, bank: Path, tmp_path: Path) -> None:
    code, text = run(write(tmp_path / "empty.csv", ""), bank, user=ana)
    assert code == 1
    assert text.startswith("empty.csv: The file cannot be read\n")
    assert text.endswith("bank.csv: 2 rows, 2 inserted\n1 of 2 files refused.")
    assert len(ledger()) == 2


def test_many_errors_are_cut(ana: User, tmp_path: Path) -> None:
    rows = [{**ROW, "amount": -number} for number in range(1, 31)]
    _, text = run(write(tmp_path / "upload.json", body(rows=rows)), user=ana)
    assert text.count("\n  row ") == 20
    assert "\n  … and 10 more\n" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "No such file: nowhere.csv"),
        (["{bank}", "--mapping", "{{"], "--mapping is not JSON"),
        (["{bank}", "--mapping", "[]"], "--mapping must be a JSON object."),
        (["{upload}", "--dry-run"], "--dry-run is for CSV files."),
    ],
)
def test_a_wrong_call_exits_with_2(
    ana: User, bank: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    upload = write(tmp_path / "upload.json", body())
    code, text = run(*(word.format(bank=bank, upload=upload) for word in arguments), user=ana)
    assert code == 2
    assert said in text
    assert ledger() == []


def test_an_unknown_user_exits_with_2(bank: Path) -> None:
    nobody = User(email="nobody@example.com")
    assert run(bank, user=nobody) == (2, "There is no user nobody@example.com.")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_that_goes_away(ana: User, bank: Path) -> None:
    screen = Terminal()
    call_command(
        "import_transactions", str(bank), str(bank), user=ana.email, stdout=StringIO(), stderr=screen
    )
    first, second, last = screen.getvalue().split("\r\x1b[K")[1:]
    assert first == f"[{'.' * 30}] 0/2  {bank}"
    assert second == f"[{'#' * 15}{'.' * 15}] 1/2  {bank}"
    assert last == ""

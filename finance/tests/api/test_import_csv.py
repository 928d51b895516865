from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Account, ImportBatch, ImportPreset, Transaction

pytestmark = pytest.mark.django_db

STATEMENTS = Path(__file__).parents[1] / "data" / "statements"
EXPECTED = json.loads((STATEMENTS / "expected.json").read_text(encoding="utf-8"))
PLAIN = (
    "Date,Description,Amount\n2026-01-15,Coffee,-3.50\n2026-01-15,Coffee,-3.50\n2026-01-31,Salary,2000.00\n"
)
AMBIGUOUS = "Date,Description,Amount\n01/02/2026,Coffee,-3.50\n02/03/2026,Salary,2000.00\n"


def send(
    api: APIClient, content: bytes | str, name: str = "bank.csv", url: str = "/api/import/csv", **form: Any
) -> Any:
    data = content.encode() if isinstance(content, str) else content
    return api.post(url, {"file": SimpleUploadedFile(name, data), **form}, format="multipart")


def live(user: User) -> list[tuple[str, Decimal, str, str]]:
    rows = Transaction.objects.for_user(user).live().order_by("date", "id")
    return [(row.date.isoformat(), row.amount, row.type, row.note) for row in rows]


@pytest.mark.parametrize("file", sorted(EXPECTED))
def test_real_statements_have_their_count_and_sum_and_come_once(
    ana_api: APIClient, ana: User, file: str
) -> None:
    content, expected = (STATEMENTS / file).read_bytes(), EXPECTED[file]
    count = expected["n"] - NO_TRANSACTIONS.get(file, 0)
    form: dict[str, Any] = {"account": "Bank"}
    answer = send(ana_api, content, name=Path(file).name, **form)
    while answer.status_code == 400 and "question" in answer.json():
        choices = answer.json()["question"]["choices"]
        form["mapping"] = json.dumps(
            {**json.loads(form.get("mapping", "{}")), **_right(file, choices)["mapping"]}
        )
        answer = send(ana_api, content, name=Path(file).name, **form)
    assert answer.status_code == 200, answer.content
    assert answer.json()["stats"]["inserted"] == count

    rows = Transaction.objects.for_user(ana).live()
    by_type = dict(rows.values_list("type").annotate(total=Sum("amount")))
    inflow, outflow = by_type.get("Income", Decimal(0)), by_type.get("Expense", Decimal(0))
    assert (rows.count(), inflow - outflow) == (count, Decimal(expected["sum"]))
    assert (inflow, -outflow) == (Decimal(expected["inflow"]), Decimal(expected["outflow"]))

    again = send(ana_api, content, name="again.csv", **form).json()["stats"]
    assert (again["inserted"], again["updated"], again["unchanged"]) == (0, 0, count)


def _right(file: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
    """What a reader of the file answers; only files that ask have an entry."""
    answers = ANSWERS[file]
    return next(choice for choice in choices if choice["value"] in answers)


# The manifest counts the line "A null transaction, just to confuse things", which has no date and no amount.
NO_TRANSACTIONS = {"bank2ynab__test_row_format_default.csv": 1}
# Two files without headings, where nothing in them tells the column of money out from that of money in.
ANSWERS = {"bank2ynab__test_row_format_default.csv": {"4"}, "reckon__51-sample.csv": {"2"}}


def test_a_dry_run_shows_the_plan_and_writes_nothing(ana_api: APIClient, ana: User) -> None:
    body = send(ana_api, PLAIN, dry_run="true", account="Checking").json()

    assert body["plan"]["stats"] == {
        "processed": 3, "inserted": 3, "updated": 0, "deleted": 0, "unchanged": 0, "merged_legs": 0,
    }  # fmt: skip
    assert [(r["date"], r["amount"], r["type"], r["note"]) for r in body["plan"]["rows"]] == [
        ("2026-01-15", 3.5, "Expense", "Coffee"),
        ("2026-01-15", 3.5, "Expense", "Coffee"),
        ("2026-01-31", 2000, "Income", "Salary"),
    ]
    assert Transaction.objects.count() == Account.objects.count() == ImportBatch.objects.count() == 0
    done = send(ana_api, PLAIN, mapping=json.dumps(body["mapping"]), account="Checking").json()
    assert (done["stats"]["inserted"], len(live(ana))) == (3, 3)


def test_a_file_with_two_meanings_is_asked_about(ana_api: APIClient, ana: User) -> None:
    refused = send(ana_api, AMBIGUOUS)
    assert refused.status_code == 400
    question = refused.json()["question"]
    assert (question["field"], len(question["choices"])) == ("date_order", 2)
    assert live(ana) == []
    rehearsed = send(ana_api, AMBIGUOUS, dry_run="true").json()
    assert (rehearsed["plan"], rehearsed["question"]) == (None, question)

    day_first = next(choice for choice in question["choices"] if choice["value"] == "dmy")
    assert send(ana_api, AMBIGUOUS, mapping=json.dumps(day_first["mapping"])).status_code == 200
    assert [row[0] for row in live(ana)] == ["2026-02-01", "2026-03-02"]


def test_an_overlapping_statement_adds_what_is_new(ana_api: APIClient, ana: User) -> None:
    send(ana_api, PLAIN)
    later = (
        PLAIN.replace("2026-01-15,Coffee,-3.50\n", "", 1)
        + "2026-02-01,Coffee,-3.50\n2026-01-31,Salary,2000.00\n"
    )

    stats = send(ana_api, later, name="february.csv").json()["stats"]

    assert (stats["inserted"], stats["unchanged"], stats["deleted"]) == (2, 2, 0)
    assert len(live(ana)) == 5


def test_a_statement_never_takes_a_row_away(ana_api: APIClient, ana: User) -> None:
    send(ana_api, PLAIN)
    other = "Date,Description,Amount\n2026-01-15,Tea,-3.50\n2026-01-31,Salary,2000.00\n2026-01-30,x,-99.00\n"

    assert send(ana_api, other).json()["stats"]["inserted"] == 2
    assert ("2026-01-15", Decimal("3.5"), "Expense", "Coffee") in live(ana)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "file"),
        (b"%PDF-1.7 rest", "file"),
        (b"Date,Amount\n2026-01-01,\x00\n", "file"),
        (b"hello", "file"),
        (
            b"Date,Description,Amount\n2026-01-15,Coffee,-3.50\n2026-13-45,Bad,-1.00\n2026-01-16,x,-2.00\n",
            "rows",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    ana_api: APIClient, ana: User, content: bytes, said: str
) -> None:
    answer = send(ana_api, content)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [said])
    assert live(ana) == []


def test_bad_rows_can_be_left_out(ana_api: APIClient, ana: User) -> None:
    content = "Date,Description,Amount\n2026-01-15,Coffee,-3.50\n2026-13-45,Bad,-1.00\n2026-01-16,x,-2.00\n"
    assert send(ana_api, content).json()["errors"]["rows"][0]["row"] == 3

    body = send(ana_api, content, on_error="skip").json()

    assert (body["stats"]["inserted"], body["rejected"][0]["row"]) == (2, 3)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"mapping": "[]"}, "mapping"),
        ({"mapping": "{"}, "mapping"),
        ({"mapping": '{"amount": "No such heading"}'}, "mapping.amount"),
        ({"preset": "unknown"}, "preset"),
        ({"currency": "ZZZ"}, "currency"),
        ({"dry_run": "maybe"}, "dry_run"),
        ({"surprise": "1"}, "surprise"),
    ],
)
def test_wrong_forms_name_their_field(
    ana_api: APIClient, ana: User, form: dict[str, str], field: str
) -> None:
    answer = send(ana_api, PLAIN, **form)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert live(ana) == []


def test_json_is_no_file(ana_api: APIClient) -> None:
    assert ana_api.post("/api/import/csv", {}, format="json").status_code == 415
    assert ana_api.post("/api/import/csv", {"account": "x"}, format="multipart").json()["errors"].keys() == {
        "file"
    }


def test_presets_remember_how_to_read_a_bank(ana_api: APIClient, ben_api: APIClient, ana: User) -> None:
    mapping = {"date_order": "mdy"}
    made = ana_api.post(
        "/api/imports/presets", {"name": "My Bank", "mapping": mapping, "account": "US"}, format="json"
    )
    assert (made.status_code, made.json()["mapping"]) == (201, mapping)
    assert (
        ana_api.post("/api/imports/presets", {"name": "my bank", "mapping": {}}, format="json").status_code
        == 409
    )
    wrong = ana_api.post("/api/imports/presets", {"name": "x", "mapping": {"sign": "?"}}, format="json")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["mapping.sign"])

    assert send(ana_api, AMBIGUOUS, preset="MY BANK").status_code == 200
    assert [row[0] for row in live(ana)] == ["2026-01-02", "2026-02-03"]
    assert Account.objects.for_user(ana).get().name == "US"
    assert ana_api.get("/api/imports").json()["data"][0]["source"] == "My Bank"

    assert [p["name"] for p in ana_api.get("/api/imports/presets").json()["data"]] == ["My Bank"]
    url = f"/api/imports/presets/{made.json()['id']}"
    assert ben_api.delete(url).status_code == 404
    assert [ana_api.delete(url).status_code, ana_api.delete(url).status_code] == [204, 404]
    assert ImportPreset.objects.count() == 0


def test_imports_are_listed_and_undone(ana_api: APIClient, ben_api: APIClient, ana: User) -> None:
    pk = send(ana_api, PLAIN, name="january.csv").json()["import_id"]
    [shown] = ana_api.get("/api/imports").json()["data"]
    assert (shown["id"], shown["file_name"], shown["format"], shown["source"]) == (
        pk,
        "january.csv",
        "csv",
        "Bank account",
    )
    assert (shown["stats"]["inserted"], shown["undone_at"]) == (3, None)
    assert ana_api.get(f"/api/imports/{pk}").json() == shown
    assert (
        ben_api.get(f"/api/imports/{pk}").status_code
        == ben_api.post(f"/api/imports/{pk}/undo").status_code
        == 404
    )

    undone = ana_api.post(f"/api/imports/{pk}/undo")

    assert (undone.status_code, undone.json()["undone_at"] is not None) == (200, True)
    assert live(ana) == []
    assert Account.objects.for_user(ana).count() == 0
    assert ana_api.post(f"/api/imports/{pk}/undo").status_code == 409
    assert send(ana_api, PLAIN).json()["stats"]["inserted"] == 3


def test_undo_does_not_lose_edits_unasked(ana_api: APIClient, ana: User) -> None:
    pk = send(ana_api, PLAIN).json()["import_id"]
    row = Transaction.objects.for_user(ana).get(note="Salary").pk
    ana_api.patch(f"/api/transactions/{row}", {"note": "Bonus"}, format="json")
    before = live(ana)

    refused = ana_api.post(f"/api/imports/{pk}/undo")

    assert (refused.status_code, refused.json()["transactions"], live(ana)) == (409, [row], before)
    assert ana_api.post(f"/api/imports/{pk}/undo", {"force": True}, format="json").status_code == 200
    assert live(ana) == []
    assert ana_api.get(f"/api/transactions/{row}/history").json()["original"]["note"] == "Salary"
    assert send(ana_api, PLAIN).json()["stats"]["inserted"] == 3

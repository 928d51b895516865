"""What an upload does to the ledger, table by table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from config.lib.errors import Conflict, Invalid, TooLarge
from finance.models import Account, Category, ImportBatch, Transaction, TransactionChange
from finance.services.edits import Edit
from finance.services.transactions import edit_transactions
from finance.services.undo import undo_import
from finance.services.upload import Part, Upload, upload_rows

pytestmark = pytest.mark.django_db

Row = dict[str, Any]
UploadIt = Callable[..., dict[str, int]]


def row(**changed: Any) -> Row:
    usual: Row = {
        "date": "2025-01-15",
        "amount": 5000,
        "type": "Expense",
        "category": "Groceries",
        "subcategory": "Supermarket",
        "account": "HDFC Savings",
        "note": "Weekly groceries",
    }
    return {**usual, **changed}


def coffees(count: int, **changed: Any) -> list[Row]:
    return [
        row(amount=number, date=f"2025-02-{number:02}", note=f"coffee {number}", **changed)
        for number in range(1, count + 1)
    ]


@pytest.fixture
def send(ana: User) -> UploadIt:
    hashes = iter(range(1, 1000))

    def send(rows: list[Row], file_name: str = "Money.xlsx", **more: Any) -> dict[str, int]:
        more.setdefault("file_hash", f"{next(hashes):064x}")
        stats = upload_rows(user=ana, upload=Upload(file_name=file_name, rows=rows, **more)).stats
        return {name: count for name, count in stats.items() if count and name != "processed"}

    return send


def table(user: User) -> list[tuple[Any, ...]]:
    """Every column of every row but the instant of the last write."""
    columns = [str(f.column) for f in Transaction._meta.concrete_fields if f.name != "updated_at"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM finance_transaction WHERE user_id = %s ORDER BY id", [user.pk]
        )
        return [
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in values)
            for values in cursor.fetchall()
        ]


def live(user: User) -> list[tuple[str, Decimal, str, str | None, str]]:
    rows = (
        Transaction.objects.for_user(user).live().select_related("account", "category").order_by("date", "id")
    )
    return [
        (r.date.isoformat(), r.amount, r.type, r.category.name if r.category else None, r.note) for r in rows
    ]


def test_a_first_upload_creates_rows_accounts_and_categories(ana: User, send: UploadIt) -> None:
    assert send([row(), row(), row(type="income", category="Salary", subcategory="", amount="70000.50")]) == {
        "inserted": 3
    }

    assert live(ana) == [
        ("2025-01-15", Decimal(5000), "Expense", "Supermarket", "Weekly groceries"),
        ("2025-01-15", Decimal(5000), "Expense", "Supermarket", "Weekly groceries"),
        ("2025-01-15", Decimal("70000.5"), "Income", "Salary", "Weekly groceries"),
    ]
    account = Account.objects.for_user(ana).get(name="HDFC Savings")
    assert (account.currency, account.type, account.type_source) == ("INR", "savings", "guess")
    assert Transaction.objects.filter(base_amount__isnull=True).count() == 0
    [batch] = ImportBatch.objects.for_user(ana)
    assert (batch.rows_in_file, batch.inserted, batch.claims_hash) == (3, 3, True)
    assert (str(batch.span_start), str(batch.span_end)) == ("2025-01-15", "2025-01-15")


def test_the_same_file_again(ana: User, send: UploadIt) -> None:
    rows = [row(), row(), *coffees(5)]
    send(rows, file_hash="a" * 64)
    before = table(ana)

    with pytest.raises(Conflict, match="already imported") as refused:
        send(rows, file_hash="A" * 64)
    assert "force" in str(refused.value.detail)
    assert send(rows, file_hash="a" * 64, force=True) == {"unchanged": 7}
    assert send(list(reversed(rows))) == {"unchanged": 7}
    assert table(ana) == before
    assert TransactionChange.objects.count() == 0


def test_a_row_whose_date_was_corrected_is_known_again(ana: User, send: UploadIt) -> None:
    rows = [row(note="moved"), row(note="stays", date="2025-01-31")]
    send(rows)
    moved = Transaction.objects.get(note="moved")
    edit_transactions(user=ana, edits={moved.pk: Edit(date=date(2025, 6, 1))})
    before = table(ana)

    assert send(rows) == {"unchanged": 2}
    assert table(ana) == before
    # A file of its new month neither takes it for one of its own nor drops it.
    assert send([row(note="june", date="2025-06-01"), row(note="end", date="2025-06-30")]) == {"inserted": 2}
    assert [(day, note) for day, _, _, _, note in live(ana)] == [
        ("2025-01-31", "stays"),
        ("2025-06-01", "moved"),
        ("2025-06-01", "june"),
        ("2025-06-30", "end"),
    ]


def test_changed_dropped_and_new_rows(ana: User, send: UploadIt) -> None:
    send([*coffees(5), row()])
    old = {r.note: r.pk for r in Transaction.objects.for_user(ana)}
    changed = coffees(5)
    changed[0]["note"] = "espresso"
    changed[1]["amount"] = 22
    changed[2]["category"], changed[2]["subcategory"] = "Eating out", ""
    del changed[3]

    assert send([*changed, row(), row(note="new")]) == {
        "inserted": 1,
        "updated": 3,
        "unchanged": 2,
        "deleted": 1,
    }

    now = {r.note: r for r in Transaction.objects.for_user(ana).live().select_related("category")}
    assert now["espresso"].pk == old["coffee 1"]
    assert (now["coffee 2"].pk, now["coffee 2"].amount) == (old["coffee 2"], Decimal(22))
    assert now["coffee 3"].category is not None
    assert now["coffee 3"].category.name == "Eating out"
    assert Transaction.objects.get(pk=old["coffee 4"]).deletion == "source"
    ids = {c.name: c.pk for c in Category.objects.for_user(ana)}
    lines = TransactionChange.objects.exclude(field="identity").values_list("field", "before", "after")
    assert sorted(lines, key=lambda line: line[0]) == [
        ("amount", "2", "22"),
        (
            "category",
            {"id": ids["Supermarket"], "name": "Groceries / Supermarket"},
            {"id": ids["Eating out"], "name": "Eating out"},
        ),
        ("deletion", "", "source"),
        ("note", "coffee 1", "espresso"),
    ]


def test_what_a_source_drops_comes_back_with_its_id(ana: User, send: UploadIt) -> None:
    send(coffees(6))
    old = Transaction.objects.for_user(ana).get(note="coffee 3").pk
    send([c for c in coffees(6) if c["note"] != "coffee 3"])

    assert send(coffees(6)) == {"inserted": 1, "unchanged": 5}
    assert Transaction.objects.for_user(ana).live().get(note="coffee 3").pk == old


def test_rows_outside_the_span_stay(ana: User, send: UploadIt) -> None:
    send([*coffees(3), row(date="2025-01-31"), row(date="2025-03-01")])

    assert send(coffees(2)) == {"unchanged": 2}
    assert send(coffees(3)[::2]) == {"unchanged": 2, "deleted": 1}


def test_mass_deletion_is_refused_until_confirmed(ana: User, send: UploadIt) -> None:
    rows = [row(amount=n, note=f"n{n}", date=f"2025-01-{n % 28 + 1:02}") for n in range(1, 61)]
    send(rows)
    before = table(ana)
    few = [rows[27], rows[0], rows[26]]

    with pytest.raises(Conflict) as refused:
        send(few)
    assert refused.value.extra == {"deletions": 57}
    assert table(ana) == before
    assert ImportBatch.objects.count() == 1
    assert send(few, confirm_deletions=True) == {"unchanged": 3, "deleted": 57}


def test_a_bad_row_stops_all_and_is_named(ana: User, send: UploadIt) -> None:
    rows = [row(note=str(n)) for n in range(291)]
    rows[149]["amount"] = -1

    with pytest.raises(Invalid) as refused:
        send(rows)
    assert refused.value.errors == {
        "rows": [{"row": 150, "field": "amount", "message": "Must not be negative: the direction is in type"}]
    }
    assert Transaction.objects.count() == Account.objects.count() == ImportBatch.objects.count() == 0
    assert send(rows, skip_bad_rows=True) == {"inserted": 290}


def test_skipped_rows_are_not_missing_rows(ana: User, send: UploadIt) -> None:
    send(coffees(5))
    rows = coffees(5)
    rows[2]["date"] = "2025-02-31"

    assert send(rows, skip_bad_rows=True) == {"unchanged": 4}


def test_transfer_legs_are_one_row(ana: User, send: UploadIt) -> None:
    out = row(type="Transfer-Out", account="Bank", category="Wallet", note="to wallet")
    into = row(type="Transfer-In", account="Wallet", category="Bank", note="from bank")

    assert send([into, out, out]) == {"inserted": 2, "merged_legs": 1}
    rows = Transaction.objects.for_user(ana).select_related("account", "to_account")
    assert [(r.account.name, r.to_account and r.to_account.name, r.category_id) for r in rows] == [
        ("Bank", "Wallet", None)
    ] * 2
    assert send([into], file_name="other.xlsx") == {"inserted": 1}


def test_a_new_name_for_known_rows_is_noticed(ana: User, send: UploadIt) -> None:
    send(coffees(10))

    with pytest.raises(Conflict, match=r"Looks like Money\.xlsx") as refused:
        send(coffees(11), file_name="Money (1).xlsx")
    assert refused.value.extra == {"source": "Money.xlsx"}
    assert send(coffees(11), file_name="Money (1).xlsx", same_source="Money.xlsx") == {
        "inserted": 1,
        "unchanged": 10,
    }
    assert send(coffees(10), file_name="Money (2).xlsx", new_source=True) == {"inserted": 10}


def test_parts_are_one_import(ana: User, send: UploadIt) -> None:
    send([*coffees(9), row(date="2025-02-05", note="gone")])
    parts = [[*coffees(3), row()], coffees(9)[3:6], [*coffees(9)[6:], row()]]
    same = {"file_hash": "b" * 64}

    assert send(parts[0], part=Part(1, 3), **same) == {"inserted": 1, "unchanged": 3}
    assert send(parts[2], part=Part(3, 3), **same) == {"inserted": 1, "unchanged": 3}
    assert send(parts[2], part=Part(3, 3), **same) == {"inserted": 1, "unchanged": 3}
    assert send(parts[1], part=Part(2, 3), **same) == {"unchanged": 3, "deleted": 1}
    with pytest.raises(Conflict, match="already imported"):
        send(parts[1], part=Part(2, 3), **same)
    assert len(live(ana)) == 11
    batch = ImportBatch.objects.latest("id")
    assert (batch.rows_in_file, batch.inserted, batch.unchanged, batch.deleted) == (11, 2, 9, 1)


def test_too_many_rows(send: UploadIt) -> None:
    with pytest.raises(TooLarge):
        send([{}] * 100_001)


def test_two_people_do_not_see_each_other(ana: User, ben: User) -> None:
    for user in (ana, ben):
        done = upload_rows(user=user, upload=Upload(file_name="a.xlsx", file_hash="c" * 64, rows=[row()]))
        assert done.stats["inserted"] == 1

    assert Transaction.objects.for_user(ana).count() == Transaction.objects.for_user(ben).count() == 1


def test_undo_restores_the_exact_state(ana: User, send: UploadIt) -> None:
    send([*coffees(9), row()])
    accounts, categories = set(Account.objects.values_list("name", flat=True)), Category.objects.count()
    before = table(ana)
    changed = coffees(9)
    changed[0]["note"] = "espresso"
    changed[1]["amount"] = 22
    changed[2]["category"] = "Eating out"
    del changed[3]
    send([*changed, row(account="New account", category="New category")])
    assert table(ana) != before

    undo_import(user=ana, batch_id=ImportBatch.objects.latest("id").pk)

    assert table(ana) == before
    assert set(Account.objects.values_list("name", flat=True)) == accounts
    assert Category.objects.count() == categories
    assert send([*coffees(9), row()]) == {"unchanged": 10}


def test_an_undone_file_can_be_imported_again(ana: User, send: UploadIt) -> None:
    send(coffees(3), file_hash="d" * 64)
    first = ImportBatch.objects.get().pk
    undo_import(user=ana, batch_id=first)

    assert Transaction.objects.count() == Account.objects.filter(user=ana).count() == 0
    assert send(coffees(3), file_hash="d" * 64) == {"inserted": 3}
    with pytest.raises(Conflict, match="undone already"):
        undo_import(user=ana, batch_id=first)

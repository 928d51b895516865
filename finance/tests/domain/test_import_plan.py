from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.domain.import_plan import (
    Arrival,
    Facts,
    Held,
    ImportPlan,
    Insert,
    Span,
    is_mass_deletion,
    plan_import,
    resembles,
)

DAYS = [date(2025, 1, day) for day in (1, 2, 3)]
YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))


def facts(**changed: Any) -> Facts:
    usual = Facts(date(2025, 1, 15), "Expense", 50_0000, "INR", "1", "", "7", "lunch", "", "posted")
    return usual._replace(**changed)


def content(said: Facts) -> bytes:
    """Stands for the fingerprint: all facts but category, merchant and status."""
    return repr(said._replace(category="", merchant="", status="")).encode()


def arrival(external_id: str | None = None, **changed: Any) -> Arrival:
    said = facts(**changed)
    return Arrival(content(said), external_id, said)


def held(pk: int, occurrence: int = 1, **given: Any) -> Held:
    kept = {name: given.pop(name) for name in ("state", "corrected", "external_id") if name in given}
    said = facts(**given)
    return Held(pk, content(said), occurrence, kept.pop("external_id", None), said, **kept)


def apply(plan: ImportPlan, arrivals: list[Arrival], rows: list[Held]) -> list[Held]:
    """What the ledger holds after the plan: the model that the writer is tested against."""
    after = {row.id: row for row in rows}
    for update in plan.updates:
        row, said = after[update.id], arrivals[update.arrival]
        seen = {name: pair[1] for name, pair in update.changes.items()} | update.withheld
        after[update.id] = row._replace(
            facts=row.facts._replace(**seen),
            fingerprint=said.fingerprint,
            occurrence=update.occurrence or row.occurrence,
            state="live" if update.revives else row.state,
        )
    for pk in plan.deletes:
        after[pk] = after[pk]._replace(state="gone")
    fresh = max(after, default=0)
    for number, insert in enumerate(plan.inserts, start=1):
        said = arrivals[insert.arrival]
        after[fresh + number] = Held(
            fresh + number, said.fingerprint, insert.occurrence, said.external_id, said.facts
        )
    return list(after.values())


def live(rows: list[Held]) -> Counter[Facts]:
    return Counter(row.facts for row in rows if row.state == "live")


def test_new_rows_are_inserted_and_twins_are_numbered() -> None:
    plan = plan_import([arrival(), arrival(), arrival(note="tea")], [])

    assert sorted(plan.inserts) == [Insert(0, 1), Insert(1, 2), Insert(2, 1)]
    assert (plan.updates, plan.deletes, plan.unchanged) == ([], [], [])


def test_what_is_held_is_unchanged() -> None:
    plan = plan_import([arrival(), arrival()], [held(1), held(2, 2)], replaces=YEAR)

    assert plan == ImportPlan(unchanged=[1, 2])


@pytest.mark.parametrize(
    ("changed", "before", "after"),
    [
        ({"note": "dinner"}, {"note": "lunch"}, {"note": "dinner"}),
        ({"amount": 60_0000}, {"amount": 50_0000}, {"amount": 60_0000}),
        ({"category": "8"}, {"category": "7"}, {"category": "8"}),
        ({"currency": "USD"}, {"currency": "INR"}, {"currency": "USD"}),
    ],
)
def test_a_row_that_its_source_changed_is_updated(
    changed: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> None:
    plan = plan_import([arrival(**changed)], [held(1)], replaces=YEAR)

    assert [update.changes for update in plan.updates] == [
        {name: (before[name], after[name]) for name in after}
    ]
    assert (plan.inserts, plan.deletes) == ([], [])


@pytest.mark.parametrize("changed", [{"date": date(2025, 1, 16)}, {"account": "2"}, {"type": "Income"}])
def test_another_day_account_or_type_is_another_row(changed: dict[str, Any]) -> None:
    plan = plan_import(
        [arrival(**changed), arrival(date=date(2025, 1, 14), note="x")], [held(1)], replaces=YEAR
    )

    assert len(plan.inserts) == 2
    assert plan.deletes == [1]


def test_amount_and_note_both_changed_is_another_row() -> None:
    plan = plan_import([arrival(amount=1, note="other")], [held(1)], replaces=YEAR)

    assert (len(plan.inserts), plan.deletes) == (1, [1])


def test_a_statement_does_not_reword_its_rows() -> None:
    plan = plan_import([arrival(note="dinner")], [held(1)], alike=False)

    assert plan == ImportPlan(inserts=[Insert(0, 1)])


def test_no_opinion_is_no_change() -> None:
    assert plan_import([arrival(category="", merchant="")], [held(1, merchant="Cafe")]).unchanged == [1]


def test_a_corrected_field_is_withheld_and_the_rest_follows() -> None:
    row = held(1, corrected=frozenset({"category"}))
    plan = plan_import([arrival(category="8", merchant="Cafe")], [row])

    [update] = plan.updates
    assert update.changes == {"merchant": ("", "Cafe")}
    assert update.withheld == {"category": "8"}


def test_a_row_that_a_person_deleted_stays_away() -> None:
    plan = plan_import([arrival()], [held(1, state="blocked")], replaces=YEAR)

    assert plan == ImportPlan(unchanged=[1])


def test_a_row_that_its_source_dropped_comes_back() -> None:
    [update] = plan_import([arrival()], [held(1, state="gone")]).updates

    assert (update.id, update.revives, update.changes) == (1, True, {})


def test_a_row_in_sight_goes_before_one_that_was_dropped() -> None:
    rows = [held(1, state="gone"), held(2, amount=60_0000)]

    [update] = plan_import([arrival()], rows, replaces=YEAR).updates

    assert (update.id, update.changes) == (2, {"amount": (60_0000, 50_0000)})


def test_a_live_twin_is_matched_before_a_deleted_one() -> None:
    rows = [held(1, state="gone"), held(2, 2, state="blocked"), held(3, 3)]

    assert plan_import([arrival()], rows, replaces=YEAR) == ImportPlan(unchanged=[3])


def test_ids_of_the_source_come_first() -> None:
    rows = [held(1, external_id="a"), held(2, 2, external_id="b")]
    plan = plan_import([arrival("b"), arrival("c")], rows, replaces=YEAR)

    assert plan.unchanged == [2]
    assert [insert.arrival for insert in plan.inserts] == [1]
    assert plan.deletes == [1]


def test_an_id_follows_its_row_to_another_day() -> None:
    plan = plan_import([arrival("a", date=date(2025, 2, 1))], [held(1, external_id="a")])

    [update] = plan.updates
    assert update.changes == {"date": (date(2025, 1, 15), date(2025, 2, 1))}


def test_only_the_span_is_replaced() -> None:
    rows = [
        held(1, date=date(2024, 12, 31)),
        held(2, date=date(2025, 1, 1)),
        held(3, date=date(2025, 12, 31)),
    ]
    plan = plan_import([arrival()], [*rows, held(4)], replaces=YEAR)

    assert plan.deletes == [2, 3]
    assert plan_import([arrival()], [*rows, held(4)]).deletes == []


def test_later_parts_leave_what_earlier_ones_matched() -> None:
    rows = [held(1), held(2, 2)]
    plan = plan_import([arrival()], rows, replaces=YEAR, consumed={1})

    assert plan == ImportPlan(unchanged=[2])
    assert plan_import([arrival(), arrival()], rows, consumed={1}).inserts == [Insert(1, 3)]


@pytest.mark.parametrize(
    ("held_rows", "deleted", "refused"),
    [(100, 51, True), (100, 50, False), (40, 21, True), (20, 20, False), (30, 20, False)],
)
def test_mass_deletion(held_rows: int, deleted: int, refused: bool) -> None:
    rows = [held(number, number) for number in range(1, held_rows + 1)]
    plan = ImportPlan(deletes=list(range(1, deleted + 1)))

    assert is_mass_deletion(plan, rows, YEAR) is refused


def test_resembles_counts_twins_as_often_as_both_have_them() -> None:
    assert resembles(Counter({b"a": 3, b"b": 1, b"c": 1}), Counter({b"a": 2, b"b": 5})) == 3


any_facts = st.builds(
    facts,
    date=st.sampled_from(DAYS),
    amount=st.sampled_from([1, 2]),
    note=st.sampled_from(["", "a", "b"]),
    category=st.sampled_from(["", "7", "8"]),
    account=st.sampled_from(["1", "2"]),
)
files = st.lists(any_facts, max_size=12)


def arrivals_of(rows: list[Facts]) -> list[Arrival]:
    return [Arrival(content(row), None, row) for row in rows]


def ledger_of(rows: list[Facts]) -> list[Held]:
    return apply(plan_import(arrivals_of(rows), []), arrivals_of(rows), [])


def opinions(rows: Counter[Facts]) -> Counter[Facts]:
    """Without categories: a source that is silent about one leaves what was there."""
    return sum((Counter({row._replace(category=""): count}) for row, count in rows.items()), Counter())


@given(files)
def test_law_importing_twice_is_importing_once(rows: list[Facts]) -> None:
    once = ledger_of(rows)
    again = plan_import(arrivals_of(rows), once, replaces=Span(DAYS[0], DAYS[-1]))

    assert (again.inserts, again.updates, again.deletes) == ([], [], [])
    assert sorted(again.unchanged) == sorted(row.id for row in once)


@given(files, files)
def test_law_the_ledger_becomes_the_file(before: list[Facts], after: list[Facts]) -> None:
    rows = ledger_of(before)
    plan = plan_import(arrivals_of(after), rows, replaces=Span(DAYS[0], DAYS[-1]))

    assert opinions(live(apply(plan, arrivals_of(after), rows))) == opinions(Counter(after))


@given(files, files, st.randoms())
def test_law_the_order_of_rows_does_not_matter(before: list[Facts], after: list[Facts], random: Any) -> None:
    rows = ledger_of(before)
    span = Span(DAYS[0], DAYS[-1])
    straight = apply(plan_import(arrivals_of(after), rows, replaces=span), arrivals_of(after), rows)
    shuffled = random.sample(after, len(after))
    mixed = random.sample(rows, len(rows))
    crooked = apply(plan_import(arrivals_of(shuffled), mixed, replaces=span), arrivals_of(shuffled), mixed)

    assert live(crooked) == live(straight)


@given(files, st.integers(0, 12))
def test_law_parts_are_the_whole(rows: list[Facts], cut: int) -> None:
    first, second = arrivals_of(rows[:cut]), arrivals_of(rows[cut:])
    ledger = apply(plan_import(first, []), first, [])
    ledger = apply(plan_import(second, ledger, consumed={row.id for row in ledger}), second, ledger)

    assert live(ledger) == Counter(rows)


@given(files, files)
def test_law_every_arrival_and_every_held_row_has_one_fate(before: list[Facts], after: list[Facts]) -> None:
    rows = ledger_of(before)
    plan = plan_import(arrivals_of(after), rows, replaces=Span(DAYS[0], DAYS[-1]))
    updated = [update.id for update in plan.updates]

    assert sorted([*updated, *plan.deletes, *plan.unchanged]) == sorted(row.id for row in rows)
    assert len(plan.inserts) + len(updated) + len(plan.unchanged) == len(after)
    numbers = [(row.fingerprint, row.occurrence) for row in apply(plan, arrivals_of(after), rows)]
    assert len(set(numbers)) == len(numbers)

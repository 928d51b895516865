from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.domain.feed_plan import plan_feed
from finance.domain.import_plan import Arrival, Facts, Held, ImportPlan

DAY = date(2025, 1, 15)


def facts(**changed: Any) -> Facts:
    usual = Facts(DAY, "Expense", 50_0000, "INR", "1", "", "7", "lunch", "", "posted")
    return usual._replace(**changed)


def told(external_id: str, **changed: Any) -> Arrival:
    return Arrival(b"", external_id, facts(**changed))


def held(
    pk: int, external_id: str | None, *, state: str = "live", former: str | None = None, **changed: Any
) -> Held:
    return Held(pk, b"", 0, external_id, facts(**changed), state, frozenset(), former)


def plan(arrivals: list[Arrival], rows: list[Held], **more: Any) -> ImportPlan:
    links = more.pop("links", [None] * len(arrivals))
    return plan_feed(arrivals, rows, links=links, **more)


def told_of(planned: ImportPlan) -> dict[str, Any]:
    """The plan in short: arrivals by place, rows by id."""
    return {
        "new": [insert.arrival for insert in planned.inserts],
        "updated": {update.id: update.arrival for update in planned.updates},
        "deleted": planned.deletes,
        "same": planned.unchanged,
        "released": planned.released,
    }


def outcome(**changed: Any) -> dict[str, Any]:
    return {"new": [], "updated": {}, "deleted": [], "same": [], "released": []} | changed


def test_a_new_id_is_a_new_row_however_alike() -> None:
    assert told_of(plan([told("b")], [held(1, "a")])) == outcome(new=[0])


def test_a_known_id_is_its_row_whatever_changed() -> None:
    changed = plan([told("a", amount=7, date=date(2025, 9, 1))], [held(1, "a")])

    assert told_of(changed) == outcome(updated={1: 0})
    assert changed.updates[0].changes == {"date": (DAY, date(2025, 9, 1)), "amount": (50_0000, 7)}


def test_a_repeat_changes_nothing() -> None:
    assert told_of(plan([told("a")], [held(1, "a")])) == outcome(same=[1])


def test_a_corrected_field_wins() -> None:
    row = held(1, "a")._replace(corrected=frozenset({"amount"}))

    [update] = plan([told("a", amount=7, note="x")], [row]).updates

    assert (update.changes, update.withheld) == ({"note": ("lunch", "x")}, {"amount": 7})


def test_a_dropped_row_is_deleted_and_comes_back() -> None:
    assert told_of(plan([], [held(1, "a")], removed=["a"])) == outcome(deleted=[1])
    back = plan([told("a")], [held(1, "a", state="gone")])
    assert told_of(back) == outcome(updated={1: 0})
    assert back.updates[0].revives


def test_an_id_that_is_dropped_and_told_is_told() -> None:
    assert told_of(plan([told("a")], [held(1, "a")], removed=["a"])) == outcome(same=[1])


def test_an_unknown_id_may_be_dropped() -> None:
    assert told_of(plan([], [held(1, "a")], removed=["z"])) == outcome()


@pytest.mark.parametrize(
    ("row", "removed"), [(held(1, "a"), ["a"]), (held(1, "a", state="gone"), [])], ids=["now", "before"]
)
def test_the_same_facts_under_a_new_id_are_the_row_of_the_dropped_id(row: Held, removed: list[str]) -> None:
    planned = plan([told("b"), told("c")], [row, held(2, "twin")], removed=removed)

    assert told_of(planned) == outcome(updated={1: 0}, new=[1])


def test_what_is_dropped_now_comes_before_what_was_dropped_long_ago() -> None:
    rows = [held(1, "old", state="gone"), held(2, "now")]

    assert told_of(plan([told("b")], rows, removed=["now"])) == outcome(updated={2: 0})


def test_a_row_that_a_person_deleted_stays_away_under_any_id() -> None:
    row = held(1, "a", state="blocked")
    assert told_of(plan([told("a")], [row])) == outcome(same=[1])
    assert told_of(plan([told("b")], [row], removed=["a"])) == outcome(updated={1: 0})
    assert told_of(plan([], [row], removed=["a"])) == outcome(released=[1])
    released = held(1, None, state="blocked", former="a")
    assert told_of(plan([told("b")], [released])) == outcome(updated={1: 0})
    assert told_of(plan([told("a", note="other words")], [released])) == outcome(updated={1: 0})


def test_the_banks_link_names_the_pending_row_whatever_else_changed() -> None:
    waiting = held(1, "p", status="pending")
    planned = plan([told("q", amount=55_0000, date=date(2025, 2, 20))], [waiting], links=["p"], removed=["p"])

    assert told_of(planned) == outcome(updated={1: 0})
    assert planned.updates[0].former_id == "p"


def test_the_link_is_enough_when_the_bank_still_tells_the_pending_row() -> None:
    both = [told("p", status="pending"), told("q")]

    assert told_of(plan(both, [held(1, "p", status="pending")], links=[None, "p"])) == outcome(updated={1: 1})
    assert told_of(plan(both, [], links=[None, "p"])) == outcome(new=[1])


def test_a_link_that_comes_after_both_rows_drops_the_pending_one() -> None:
    rows = [held(1, "p", status="pending"), held(2, "q")]

    assert told_of(plan([told("q")], rows, links=["p"])) == outcome(same=[2], deleted=[1])


def test_a_pending_id_told_again_after_it_was_posted_is_nothing() -> None:
    posted = held(1, "q", former="p")

    assert told_of(plan([told("p", status="pending")], [posted])) == outcome()
    assert told_of(plan([], [posted], removed=["p"])) == outcome()


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"date": DAY + timedelta(days=8), "note": "LUNCH CARD 11"}, True),
        ({"date": DAY - timedelta(days=8)}, True),
        ({"date": DAY + timedelta(days=9)}, False),
        ({"amount": 50_0001}, False),
        ({"account": "2"}, False),
        ({"type": "Income"}, False),
        ({"status": "pending", "date": DAY + timedelta(days=1)}, False),
    ],
)
def test_without_a_link_amount_account_and_eight_days_decide(changed: dict[str, Any], *, found: bool) -> None:
    planned = plan([told("q", **changed)], [held(1, "p", status="pending")], removed=["p"])

    assert told_of(planned) == (outcome(updated={1: 0}) if found else outcome(new=[0], deleted=[1]))


def test_the_best_pairs_of_pending_and_posted_come_first() -> None:
    waiting = [held(1, "p1", status="pending"), held(2, "p2", status="pending", note="tea")]
    arrivals = [
        told("q1", note="tea", date=DAY + timedelta(days=5)),
        told("q2", note="LUNCH 11", date=DAY + timedelta(days=1)),
    ]

    planned = plan(arrivals, waiting, removed=["p1", "p2"])

    assert told_of(planned)["updated"] == {2: 0, 1: 1}


def test_a_live_pending_row_is_not_taken_for_posted() -> None:
    assert told_of(plan([told("q")], [held(1, "p", status="pending")])) == outcome(new=[0])


def test_who_tells_everything_drops_what_it_does_not_name() -> None:
    rows = [
        held(1, "a"),
        held(2, "b", date=date(2025, 1, 14)),
        held(3, "c", account="2"),
        held(4, "d", date=date(2025, 3, 1)),
    ]

    assert told_of(plan([told("a")], rows, whole=True)) == outcome(same=[1], deleted=[4])
    assert told_of(plan([], rows, whole=True)) == outcome()


def test_who_tells_everything_does_not_drop_most_of_a_ledger() -> None:
    rows = [held(pk, str(pk)) for pk in range(50)]

    assert told_of(plan([told("0")], rows, whole=True)) == outcome(same=[0])
    assert len(plan([told(str(pk)) for pk in range(30)], rows, whole=True).deletes) == 20


def test_who_numbers_everything_anew_has_the_same_rows() -> None:
    rows = [*(held(pk, str(pk), amount=pk) for pk in range(50)), held(50, "50", state="blocked", amount=50)]
    anew = [told(f"new {pk}", amount=pk) for pk in range(51)]

    planned = plan(anew, rows, whole=True)

    assert told_of(planned) == outcome(updated={pk: pk for pk in range(51)})
    assert not any(update.changes or update.revives for update in planned.updates)


def test_who_numbers_everything_anew_and_drops_a_row_drops_that_one() -> None:
    rows = [held(pk, str(pk), amount=pk) for pk in range(50)]
    anew = [told(f"new {pk}", amount=pk) for pk in range(49)]

    assert told_of(plan(anew, rows, whole=True)) == outcome(
        updated={pk: pk for pk in range(49)}, deleted=[49]
    )


def arrivals() -> st.SearchStrategy[list[Arrival]]:
    row = st.builds(
        told,
        st.sampled_from("abcdefgh"),
        amount=st.sampled_from([1, 2]),
        date=st.sampled_from([DAY, DAY + timedelta(days=3)]),
        status=st.sampled_from(["posted", "pending"]),
    )
    return st.lists(row, max_size=6, unique_by=lambda arrival: arrival.external_id)


@settings(max_examples=150)
@given(first=arrivals(), then=arrivals(), data=st.data())
def test_after_an_update_the_ledger_says_what_the_bank_says(
    first: list[Arrival], then: list[Arrival], data: st.DataObject
) -> None:
    before = {arrival.external_id: arrival for arrival in first}
    dropped = data.draw(st.sets(st.sampled_from(sorted(str(key) for key in before)))) if before else set()
    rows = [
        Held(pk, b"", 0, key, arrival.facts) for pk, (key, arrival) in enumerate(sorted(before.items()), 1)
    ]

    planned = plan(then, rows, removed=dropped)

    after = {row.id: (row.external_id, row.facts) for row in rows if row.id not in planned.deletes}
    for update in planned.updates:
        arrival = then[update.arrival]
        after[update.id] = (arrival.external_id, arrival.facts)
    new = [(then[insert.arrival].external_id, then[insert.arrival].facts) for insert in planned.inserts]
    truth = {key: arrival.facts for key, arrival in before.items() if key not in dropped}
    truth |= {arrival.external_id: arrival.facts for arrival in then}
    assert sorted([*after.values(), *new]) == sorted(truth.items())


class Book:
    """A bank's truth, and the ledger that its updates leave."""

    def __init__(self) -> None:
        self.bank: dict[str, Facts] = {}
        self.rows: dict[int, Held] = {}
        self.names = 0

    def update(self, arrivals: list[Arrival], **more: Any) -> ImportPlan:
        planned = plan(arrivals, list(self.rows.values()), **more)
        for update in planned.updates:
            row, arrival = self.rows[update.id], arrivals[update.arrival]
            self.rows[update.id] = row._replace(
                external_id=arrival.external_id,
                facts=arrival.facts,
                state="live" if update.revives else row.state,
                former_id=update.former_id or row.former_id,
            )
        for pk in planned.deletes:
            self.rows[pk] = self.rows[pk]._replace(state="gone")
        for pk in planned.released:
            row = self.rows[pk]
            self.rows[pk] = row._replace(external_id=None, former_id=row.external_id)
        for insert in planned.inserts:
            arrival = arrivals[insert.arrival]
            pk = len(self.rows) + 1
            self.rows[pk] = Held(pk, b"", 0, arrival.external_id, arrival.facts)
        return planned

    def name(self) -> str:
        self.names += 1
        return f"id{self.names}"

    def step(self, data: st.DataObject) -> None:
        """The bank adds, corrects, drops, posts and renames; in one update, in any order."""
        told_now: dict[str, Facts] = {}
        links: dict[str, str] = {}
        removed = set()
        for key, said in list(self.bank.items()):
            match data.draw(st.sampled_from(["", "", "change", "drop", "rename", "post", "link"])):
                case "change":
                    told_now[key] = said._replace(amount=said.amount + 1)
                case "drop":
                    removed.add(key)
                case "rename":
                    removed.add(key)
                    told_now[self.name()] = said
                case "post" | "link" as how if said.status == "pending":
                    removed.add(key)
                    name = self.name()
                    told_now[name] = said._replace(status="posted", date=said.date + timedelta(days=2))
                    if how == "link":
                        links[name] = key
        for _ in range(data.draw(st.integers(0, 2))):
            status = data.draw(st.sampled_from(["posted", "pending"]))
            told_now[self.name()] = facts(status=status, amount=data.draw(st.sampled_from([1, 2])))
        self.bank = {key: said for key, said in self.bank.items() if key not in removed} | told_now
        arrivals = data.draw(st.permutations([Arrival(b"", key, said) for key, said in told_now.items()]))
        self.update(arrivals, links=[links.get(str(a.external_id)) for a in arrivals], removed=removed)

    def bury_one(self, data: st.DataObject) -> None:
        """A person deletes a row."""
        live = [pk for pk, row in self.rows.items() if row.state == "live"]
        wants: bool = data.draw(st.booleans())
        if wants and live:
            pk = data.draw(st.sampled_from(live))
            self.rows[pk] = self.rows[pk]._replace(state="blocked")

    def assert_true(self) -> None:
        known = [row for row in self.rows.values() if row.state in {"live", "blocked"} and row.external_id]
        assert sorted((str(row.external_id), row.facts) for row in known) == sorted(self.bank.items())
        whole = [Arrival(b"", key, said) for key, said in self.bank.items()]
        again = plan(whole, list(self.rows.values()), whole=True)
        assert (again.inserts, again.updates, again.deletes, again.released) == ([], [], [], [])


@settings(max_examples=60)
@given(data=st.data())
def test_through_any_history_each_row_of_the_bank_is_one_row(data: st.DataObject) -> None:
    book = Book()
    for _ in range(data.draw(st.integers(1, 6))):
        book.step(data)
        book.assert_true()
        book.bury_one(data)
    buried = sum(row.state == "blocked" for row in book.rows.values())
    live = sum(row.state == "live" for row in book.rows.values())
    assert live >= len(book.bank) - buried

from __future__ import annotations

import pytest

from analytics.domain.category_kinds import Place, apart, named

PLACES = [
    Place(1, "income", None),
    Place(2, "income", "salary"),
    Place(3, "income", "bonus"),
    Place(4, "food", None),
    Place(5, "food", "salary"),
    Place(6, "cafe", None),
]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        ([], set()),
        (["Income"], {1, 2, 3}),
        (["SALARY"], {2, 5}),
        (["Income::Salary"], {2}),
        (["income :: salary"], {2}),
        (["Café"], {6}),
        (["Inc", "Sal", "Income::Rent", "Salary::Income"], set()),
        (["Food", "Bonus"], {3, 4, 5}),
    ],
)
def test_a_name_means_a_category_and_what_is_below_it(names: list[str], ids: set[int]) -> None:
    assert named(names, PLACES) == ids


def test_what_several_lists_name_belongs_to_the_first() -> None:
    assert apart([["Income::Salary"], ["Income"], ["Salary"]], PLACES) == [{2}, {1, 3}, {5}]

from __future__ import annotations

import pytest

from finance.importers.csv import Guess, Mapping, guess, read
from finance.tests.importers.formats import Format, formats, shown

FORMATS = list(formats())


def answered(data: bytes, answers: dict[str, str]) -> tuple[Guess, list[str]]:
    """The guess after all answers, and the fields that were asked about."""
    found, asked = guess(data), list[str]()
    while (question := found.question) and question.field not in asked:
        asked.append(question.field)
        choice = next(choice for choice in question.choices if choice.value == answers[question.field])
        found = guess(data, hints=found.mapping.answered(choice.answer))
    return found, asked


def test_the_battery_is_whole() -> None:
    assert len(FORMATS) >= 91
    assert len({form.name for form in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_gives_exactly_the_rows(form: Format) -> None:
    found, asked = answered(form.data, form.answers)
    assert asked == list(form.answers)
    assert found.question is None
    reading = read(form.data, found.mapping, default_currency=None, account="Mine")
    assert [shown(row, None) for row in reading.rows] == form.rows
    assert reading.rejected == []


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_reads_the_same_from_the_saved_mapping(form: Format) -> None:
    mapping = answered(form.data, form.answers)[0].mapping
    saved = Mapping.from_dict(mapping.to_dict())
    assert saved == mapping
    assert guess(form.data, hints=saved).mapping == mapping
    assert guess(form.data, hints=mapping.preset()).mapping == mapping


@pytest.mark.parametrize("form", [form for form in FORMATS if form.answers], ids=lambda form: form.name)
def test_leaves_open_what_it_asks_about(form: Format) -> None:
    found = guess(form.data)
    assert {question.field for question in found.questions} == set(form.answers)
    for field in form.answers:
        assert getattr(found.mapping, field) is None

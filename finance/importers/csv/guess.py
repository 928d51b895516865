"""The guess: evidence from headings, cells and balances, put together into a mapping and open questions."""

from __future__ import annotations

from dataclasses import replace

from finance.importers.csv import ask
from finance.importers.csv.amounts import Amounts
from finance.importers.csv.balance import Time
from finance.importers.csv.columns import Column, Sheet, lay_out
from finance.importers.csv.context import currencies_in
from finance.importers.csv.dates import Order
from finance.importers.csv.mapping import Mapping
from finance.importers.csv.mark import MARKS, find_mark
from finance.importers.csv.moneta import export_mapping, is_export
from finance.importers.csv.money import proof_of, settle_money, time_by_balance
from finance.importers.csv.named import find_amounts
from finance.importers.csv.numbers import Mark
from finance.importers.csv.order import find_order, time_of
from finance.importers.csv.question import Findings, Guess
from finance.importers.csv.roles import describe
from finance.importers.csv.table import Table, open_table
from finance.importers.refusal import FileRefused

_OF_FILE = frozenset({"encoding", "delimiter", "quote", "header_row", "names"})


def guess(data: bytes, *, hints: Mapping | None = None) -> Guess:
    """How the file is to be read. What `hints` holds is taken as said by the user; the headings that a preset
    names are looked up in this file. Raises FileRefused for a file without a table of transactions and
    MappingError for hints that do not fit it.
    """
    hints = hints or Mapping()
    table = _open(data, hints)
    if is_export(table.names):
        return Guess(_placed(export_mapping(), table), evidence=("This is the product's own export.",))
    return _guess_table(table, hints.resolve(table.names))


def _open(data: bytes, hints: Mapping) -> Table:
    """A heading that has moved since the hints were made is looked for again."""
    table = open_table(
        data,
        encoding=hints.encoding,
        delimiter=hints.delimiter,
        quote=hints.quote,
        header_row=hints.header_row,
    )
    if hints.names and table.names != hints.names:
        return open_table(data, delimiter=hints.delimiter, quote=hints.quote)
    return table


def _placed(mapping: Mapping, table: Table) -> Mapping:
    return replace(
        mapping,
        encoding=table.encoding,
        delimiter=table.delimiter,
        quote=table.quote,
        header_row=table.header_row,
        names=table.names,
    )


def _guess_table(table: Table, hints: Mapping) -> Guess:
    findings = Findings()
    sheet = _sheet_of(table, hints)
    order = _order(sheet, hints, findings, first=None)
    first = time_of(sheet, order) if order else None
    amounts = _amounts(sheet, hints, findings, first=first)
    mark = _mark(sheet, amounts, hints, findings)
    money = settle_money(sheet, amounts, mark or ".", hints, findings, first=first)
    if order is None:
        order = _order(sheet, hints, findings, first=time_by_balance(amounts, money.sign, mark), last=True)
    found = _described(sheet, amounts, money)
    found = replace(found, decimal=mark, date_order=order)
    said = {name: value for name, value in hints.to_dict().items() if name not in _OF_FILE}
    return Guess(_placed(found.answered(said), table), tuple(findings.questions), tuple(findings.evidence))


def _sheet_of(table: Table, hints: Mapping) -> Sheet:
    date, value_date = hints.date, hints.value_date
    sheet = lay_out(
        table,
        date=date if isinstance(date, int) else None,
        value_date=value_date if isinstance(value_date, int) else None,
        width=hints.width,
    )
    if sheet.date < 0:
        raise FileRefused("No column of dates was found.", table.rows[0].line if table.rows else 1)
    return sheet


def _order(
    sheet: Sheet, hints: Mapping, findings: Findings, *, first: Time | None, last: bool = False
) -> Order | None:
    """`last`: there will be no more evidence; what is open now has to be asked."""
    if hints.date_order:
        return hints.date_order
    found = find_order(sheet, first=first)
    if len(found.options) == 1:
        findings.note(found.why)
        return found.options[0]
    if last:
        findings.ask(ask.about_order(sheet, found.options))
    return None


def _amounts(sheet: Sheet, hints: Mapping, findings: Findings, *, first: Time | None) -> Amounts:
    amount, debit, credit, balance = (
        _said_column(sheet, hints, name) for name in ("amount", "debit", "credit", "balance")
    )
    if hints.sign == "pair":
        amount = None
    elif hints.sign and amount:
        debit = credit = None
    if amount or debit or credit:
        named = next(iter(sheet.with_role("balance", "number")), None)
        return Amounts(amount=amount, debit=debit, credit=credit, balance=balance or named)
    mark = hints.decimal or find_mark(list(sheet.of_kind("number")), currencies=()).options[0]
    amounts = find_amounts(sheet, mark, first)
    findings.note(amounts.why)
    if amounts.rivals:
        findings.ask(ask.about_columns(amounts))
    elif not amounts.columns or amounts.columns == [amounts.balance]:
        raise FileRefused("No column of amounts was found.", sheet.lines[0] if sheet.lines else 1)
    return amounts


def _said_column(sheet: Sheet, hints: Mapping, field: str) -> Column | None:
    place = getattr(hints, field)
    return sheet.columns[place] if isinstance(place, int) else None


def _mark(sheet: Sheet, amounts: Amounts, hints: Mapping, findings: Findings) -> Mark | None:
    if hints.decimal:
        return hints.decimal
    currencies = currencies_in(sheet, amounts.columns)
    moving = [column for column in amounts.columns if column is not amounts.balance]
    found = find_mark(moving, currencies=currencies)
    if len(found.options) > 1 or not found.why:  # the balance may have decimals where the amounts have none
        found = find_mark(amounts.columns, currencies=currencies)
    options = found.options
    if len(options) > 1:
        options = tuple(mark for mark in MARKS if proof_of(amounts, "minus_out", mark).holds)
    if len(options) == 1:
        findings.note(found.why)
        return options[0]
    findings.ask(ask.about_mark(found))
    return None


def _described(sheet: Sheet, amounts: Amounts, money: Mapping) -> Mapping:
    """The money with all that describes it. A currency in the amount's heading beats a column of them."""
    taken = [sheet.date, sheet.value_date, *(column.place for column in amounts.columns)]
    taken += [money.direction] if isinstance(money.direction, int) else []
    described = describe(sheet, taken)
    if any(column.heading.currency for column in amounts.columns if column is not amounts.balance):
        described = replace(described, currency=None)
    currencies = [] if described.currency is not None else currencies_in(sheet, amounts.columns)
    return Mapping.from_dict(
        {
            **described.to_dict(),
            **money.to_dict(),
            "date": sheet.date,
            "value_date": sheet.value_date if sheet.value_date >= 0 else None,
            "currency_code": currencies[0] if len(currencies) == 1 else None,
        }
    )

"""From bytes and a settled mapping to transactions; nothing is guessed here."""

from __future__ import annotations

from finance.importers.csv.mapping import Mapping, MappingError
from finance.importers.csv.rows import RowReader
from finance.importers.csv.table import open_table
from finance.importers.reading import Reading


def read(data: bytes, mapping: Mapping, *, default_currency: str | None, account: str) -> Reading:
    """The rows in the order of the file. Where the mapping leaves a question open, MappingError; where the
    file as a whole cannot be read, FileRefused. A row never stops the others.
    """
    table = open_table(
        data,
        encoding=mapping.encoding,
        delimiter=mapping.delimiter,
        quote=mapping.quote,
        header_row=mapping.header_row,
    )
    mapping = mapping.resolve(table.names)
    _refuse_open_questions(mapping)
    return RowReader(mapping, table, default_currency=default_currency, account=account).read_all()


def _refuse_open_questions(mapping: Mapping) -> None:
    needed = {
        "date": mapping.date,
        "date_order": mapping.date_order,
        "decimal": mapping.decimal,
        "sign": mapping.sign,
    }
    if mapping.sign == "pair":
        needed["debit"] = mapping.debit if mapping.debit is not None else mapping.credit
    else:
        needed["amount"] = mapping.amount
    if mapping.sign == "direction":
        needed["direction"] = mapping.direction
    if missing := [name for name, value in needed.items() if value is None]:
        raise MappingError({name: ["This has to be decided first."] for name in missing})

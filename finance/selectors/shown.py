"""Values of the ledger as its history keeps and shows them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from config.lib.money import from_units
from finance.models import Account, Category

# Lines of the history that undo needs and people do not: what the row is matched by.
IDENTITY: Final = "identity"


def as_json(value: Any) -> Any:
    """Money and dates as text, an account or category as {"id", "name"}, the rest as it is."""
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case Category():
            return {
                "id": value.pk,
                "name": f"{value.parent.name} / {value.name}" if value.parent else value.name,
            }
        case Account():
            return {"id": value.pk, "name": value.name}
        case _:
            return value


class FactNames:
    """Facts of the import plan as history shows them; accounts and categories are looked up once."""

    def __init__(self, *, user_id: int) -> None:
        self._accounts = {str(row.pk): as_json(row) for row in Account.objects.filter(user_id=user_id)}
        categories = Category.objects.filter(user_id=user_id).select_related("parent")
        self._categories = {str(row.pk): as_json(row) for row in categories}

    def show(self, field: str, fact: Any) -> Any:
        if field == "amount":
            return as_json(from_units(fact))
        if field in {"account", "to_account"}:
            return self._accounts.get(fact)
        if field == "category":
            return self._categories.get(fact)
        return as_json(fact)

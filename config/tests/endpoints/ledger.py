"""api.md §3 to §6: accounts, their classifications, categories, names for drop-downs."""

from __future__ import annotations

from config.tests.endpoints.bodies import ACCOUNT, CATEGORY, TRANSACTION, page
from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import Keyed, OneOf, Some
from config.tests.household import MARK, classification

BANK = ACCOUNT | {"name": f"{MARK} Bank", "balance": 42799.5}
CLASSIFIED = classification(MARK)
SAVED = {"success": True, "message": "Account classification saved"}
REMOVED = {"success": True, "message": "Account classification removed"}
ACCOUNTS = {"accounts": OneOf(([f"{MARK} Bank", f"{MARK} Fund"],))}
TYPES = {"transaction_types": OneOf((["Expense", "Income", "Transfer"],))}
BUCKETS = {
    "needs": Some(str),
    "wants": Some(str),
    "savings": Some(str),
    "investment_categories": Some(str),
    "investment_accounts": [f"{MARK} Fund"],
}

TABLE = [
    Endpoint(call="GET accounts", shape=page(ACCOUNT)),
    Endpoint(
        call="POST accounts",
        status=201,
        body={"name": "Wallet", "type": "cash", "opening_balance": "12.50"},
        shape=ACCOUNT | {"name": "Wallet", "type": "cash", "opening_balance": 12.5, "balance": 12.5},
    ),
    Endpoint(call="GET accounts/{bank}", shape=BANK | {"recent_transactions": [TRANSACTION]}),
    Endpoint(
        call="PUT accounts/{bank}",
        body={"name": "Main", "type": "savings"},
        shape=BANK | {"name": "Main", "type": "savings"},
    ),
    Endpoint(call="PATCH accounts/{bank}", body={"mask": "1234"}, shape=BANK | {"mask": "1234"}),
    Endpoint(call="DELETE accounts/{bank}", status=204),
    Endpoint(call="DELETE accounts/{bank}?purge=true", status=204),
    Endpoint(call="GET account-classifications", shape={"classifications": [CLASSIFIED]}),
    Endpoint(call=f"GET account-classifications?account_name={MARK}+Fund", shape=CLASSIFIED),
    Endpoint(call="POST account-classifications", body=CLASSIFIED, shape=SAVED),
    Endpoint(call="POST account-classifications?account_name=Flat&account_type=loan", shape=SAVED),
    Endpoint(call=f"DELETE account-classifications?account_name={MARK}+Fund", shape=REMOVED),
    Endpoint(call=f"GET account-classifications/{MARK}%20Fund", shape=CLASSIFIED),
    Endpoint(call=f"DELETE account-classifications/{MARK}%20Fund", shape=REMOVED),
    Endpoint(
        call="GET account-classifications/type/investment",
        shape={"accounts": [f"{MARK} Fund"]},
    ),
    Endpoint(call="GET categories", shape=page(CATEGORY)),
    Endpoint(
        call="POST categories",
        status=201,
        body=lambda h: {"name": "Fruit", "parent_id": h.food, "color": "#00FF00", "icon": "apple"},
        shape=CATEGORY | {"name": "Fruit", "parent_id": int, "color": "#00ff00", "icon": "apple"},
    ),
    Endpoint(
        call="GET categories/{food}",
        shape=CATEGORY | {"name": f"{MARK} Food", "parent_id": None, "kind": "Expense"},
    ),
    Endpoint(call="PUT categories/{food}", body={"name": "Meals"}, shape=CATEGORY | {"name": "Meals"}),
    Endpoint(call="PATCH categories/{food}", body={"icon": "pan"}, shape=CATEGORY | {"icon": "pan"}),
    Endpoint(call="DELETE categories/{travel}?reassign_to={food}", status=204),
    Endpoint(call="GET meta/accounts", shape=ACCOUNTS),
    Endpoint(call="GET meta/filters", shape=ACCOUNTS | TYPES),
    Endpoint(call="GET meta/types", shape=TYPES),
    Endpoint(call="GET meta/categories", shape={"categories": [str], "subcategories": Keyed(Some(str))}),
    Endpoint(call="GET meta/buckets", shape=BUCKETS),
]

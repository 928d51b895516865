"""api.md §4: uploads, files, what was imported."""

from __future__ import annotations

from config.tests.endpoints.bodies import STATS, page
from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import DAY, INSTANT, NUMBER, Maybe, Some
from config.tests.household import MAPPING, MARK

CSV = b"Date,Amount,Note\n2025-03-01,-12.50,Zanzibar coffee\n2025-03-31,100.00,Zanzibar interest\n"
ROW = {
    "date": "2025-03-05",
    "amount": 12.5,
    "type": "Expense",
    "category": "Food",
    "subcategory": "",
    "account": "Bank",
    "note": "tea",
}
IMPORT = {
    "id": int,
    "source": f"{MARK}.xlsx",
    "file_name": f"{MARK}.xlsx",
    "format": "json",
    "created_at": INSTANT,
    "stats": STATS | {"processed": 5, "inserted": 5},
    "rows_in_file": 5,
    "is_complete": True,
    "undone_at": None,
}
PRESET = {"id": int, "name": str, "mapping": dict, "account": str, "created_at": INSTANT}
UPLOADED = {
    "success": True,
    "message": "File uploaded and processed successfully",
    "stats": {
        "processed": 1,
        "inserted": 1,
        "updated": 0,
        "deleted": 0,
        "unchanged": 0,
        "merged_legs": 0,
    },
    "file_name": f"{MARK}.xlsx",
    "import_id": int,
    "rows_in_file": 1,
    "warnings": Some(str),
}
PLANNED = {
    "line": int,
    "date": DAY,
    "amount": NUMBER,
    "currency": Maybe("INR"),
    "type": str,
    "account": str,
    "to_account": None,
    "category": Maybe(str),
    "note": str,
    "merchant": str,
}
READ = {"mapping": dict, "evidence": Some(str), "skipped": Some(dict), "rejected": Some(dict)}

TABLE = [
    Endpoint(
        call="POST upload",
        body={"file_name": f"{MARK}.xlsx", "file_hash": "B" * 64, "rows": [ROW]},
        shape=UPLOADED,
    ),
    Endpoint(
        call="POST import/csv",
        file=CSV,
        shape={
            **READ,
            "success": True,
            "import_id": int,
            "stats": STATS | {"inserted": 2},
            "file_name": f"{MARK}.csv",
            "rows_in_file": 2,
            "warnings": Some(str),
        },
    ),
    Endpoint(
        call="POST import/csv?dry_run=true",
        file=CSV,
        shape={
            **READ,
            "plan": {
                "stats": STATS | {"inserted": 2},
                "rows_in_file": 2,
                "possible_duplicates": 0,
                "rows": [PLANNED],
            },
        },
    ),
    Endpoint(call="GET imports", shape=page(IMPORT, total=1)),
    Endpoint(call="GET imports/{upload}", shape=IMPORT),
    Endpoint(call="POST imports/{upload}/undo", shape=IMPORT | {"undone_at": INSTANT}),
    Endpoint(call="GET imports/presets", shape=page(PRESET | {"name": f"{MARK} preset"}, total=1)),
    Endpoint(
        call="POST imports/presets",
        status=201,
        body={"name": "mine", "mapping": MAPPING, "account": "Bank"},
        shape=PRESET | {"name": "mine", "account": "Bank"},
    ),
    Endpoint(call="DELETE imports/presets/{preset}", status=204),
]

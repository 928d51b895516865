"""The OpenAPI document of the views.

    @operation("transactions_search", tag="Transactions", summary="Search",
               query=SearchQuery, body=SearchIn, answers={200: PageOf[TransactionOut]}, errors=(404, 409))
    def get(self, request): …

Answers may be a struct, `list[Struct]`, `PageOf[Struct]`, a raw JSON schema (dict), or None for no body.
"""

from __future__ import annotations

from config.drf.operations import operation

__all__ = ["operation"]

"""Routes with and without a final slash.

router = OptionalSlash(); router.register("goals", GoalViewSet, basename="goal")
table = [re_path(r"^upload/?$", UploadView.as_view(), name="upload"), *router.urls]     # words before {id}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.routers import SimpleRouter


class OptionalSlash(SimpleRouter):
    """Routes end in `/?`; standard actions that a viewset's `actions_allowed` does not name are left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.trailing_slash = "/?"

    def get_method_map(self, viewset: Any, method_map: Mapping[str, str]) -> dict[str, str]:
        bound = super().get_method_map(viewset, method_map)
        standard = {"list", "retrieve", "create", "update", "partial_update", "destroy"}
        refused = standard - set(getattr(viewset, "actions_allowed", standard))
        return {method: action for method, action in bound.items() if action not in refused}

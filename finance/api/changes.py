"""What a partial body changes."""

from __future__ import annotations

from typing import Any

import msgspec

from config.drf.structs import Body


def given(body: Body) -> dict[str, Any]:
    """The fields that the request named, null ones too."""
    fields = msgspec.structs.asdict(body)
    return {name: value for name, value in fields.items() if value is not msgspec.UNSET}

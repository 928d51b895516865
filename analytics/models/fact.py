"""What every table of figures has: an owner and a month. `analytics.services.refresh` alone writes them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from config.lib.ownership import OwnedModel


def reference(to: str, *, null: bool = False) -> models.ForeignKey[Any, Any]:
    """To a row of the ledger, which no database constraint checks: figures are made anew, never repaired."""
    return models.ForeignKey(
        to,
        null=null,
        blank=null,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )


class Fact(OwnedModel):
    """Rows of one month are deleted and made together. Money is in the base currency unless said."""

    # Unchecked as well: a check of every row would wait for whoever holds the row of the user.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    period = models.IntegerField()

    class Meta:
        abstract = True

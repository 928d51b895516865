"""Pages to look at, with actions for those who may change connections."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from config.lib.admin import ReadOnlyAdmin
from config.lib.errors import Refused

MASK = "••••••••"


class BankDesk(ReadOnlyAdmin):
    def each(
        self, request: HttpRequest, rows: QuerySet[Model], act: Callable[[Model], object], *, done: str
    ) -> None:
        """Do it to every row; what was done is in the admin's log, what was refused is said."""
        count = 0
        for row in rows:
            try:
                act(row)
            except Refused as problem:
                self.message_user(request, f"{row}: {problem.error}.", messages.ERROR)
            else:
                self.log_change(request, row, done)
                count += 1
        if count:
            self.message_user(request, f"{done}: {count}.", messages.SUCCESS)

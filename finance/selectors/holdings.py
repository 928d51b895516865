"""Reads what a person owns at brokers."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from finance.models import Holding


def holdings_of(user: User) -> QuerySet[Holding, Holding]:
    """By account, then by name; ties by id."""
    return Holding.objects.for_user(user).order_by("account_id", "name", "pk")

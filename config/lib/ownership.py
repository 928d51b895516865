"""The base of every table that belongs to a user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[_Row_co]):
    def for_user(self, user: AbstractBaseUser) -> Self:
        """The rows of that user only; TypeError for somebody who is not logged in."""
        return self.filter(user=user)


OwnedManager = models.Manager.from_queryset(OwnedQuerySet)


def owner(*, indexed: bool = False) -> models.ForeignKey[Any, Any]:
    """The owner's column; a model whose own indexes lead with the user takes it without one more."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=indexed
    )


class OwnedModel(models.Model):
    user = owner(indexed=True)

    objects = OwnedManager()

    class Meta:
        abstract = True

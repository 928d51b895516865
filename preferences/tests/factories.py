"""Rows of preferences for tests."""

from __future__ import annotations

from factory.django import DjangoModelFactory

from preferences.models import DataVersion


class DataVersionFactory(DjangoModelFactory):
    class Meta:
        model = DataVersion
        django_get_or_create = ("user",)

"""Every page of the admin site: who may only look is offered nothing to do."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.test import RequestFactory

from accounts.models import User

pytestmark = pytest.mark.django_db

PAGES = admin.site._registry.items()


def asked_by(user: User) -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def actions(page: Any, user: User) -> set[str]:
    return set(page.get_actions(asked_by(user)))


@pytest.mark.parametrize(("model", "page"), PAGES, ids=[model._meta.label for model, _ in PAGES])
def test_who_may_only_look_is_offered_nothing_to_do(model: Any, page: Any, cleo: User) -> None:
    cleo.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    looker = User.objects.get(pk=cleo.pk)
    assert page.has_view_permission(asked_by(looker))
    assert actions(page, looker) == set()


def test_who_may_change_is_offered_what_there_is(cleo: User) -> None:
    cleo.user_permissions.add(*Permission.objects.filter(codename__startswith="change_"))
    operator = User.objects.get(pk=cleo.pk)
    offered = {model._meta.label: found for model, page in PAGES if (found := actions(page, operator))}
    assert offered["finance.ImportBatch"] == {"undo"}
    assert offered["accounts.User"] == {"disable", "enable"}
    assert offered["providers.Connection"] == {"sync_now", "disconnect"}
    assert offered["jobs.Job"] == {"retry_dead"}
    assert offered["analytics.MonthlySummary"] == {"refresh"}

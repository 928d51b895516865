"""api.md §7: all preferences, and fourteen sections that can be set by themselves."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.structs import Body, Query, read_body, read_query
from config.drf.views import ApiView, answer
from preferences.api.bodies import SECTION_BODIES, PreferencesIn, PreferencesOut, changes_of
from preferences.api.examples import EXAMPLES
from preferences.models.sections import Section
from preferences.selectors.preferences import preferences_of
from preferences.services.preferences import reset_preferences, update_preferences

TAG = "Preferences"
MAX_BODY = 100_000
WHOLE: dict[str, Any] = {"tag": TAG, "answers": {200: PreferencesOut}}


class PreferencesView(ApiView):
    max_body = MAX_BODY

    @operation("preferences_get", summary="All preferences", **WHOLE)
    @conditional
    def get(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        return answer(preferences_of(self.user))

    @operation("preferences_update", summary="Set some preferences", body=PreferencesIn, **WHOLE)
    def put(self, request: Request) -> HttpResponse:
        return update(self, request, PreferencesIn)


class ResetView(ApiView):
    max_body = MAX_BODY

    @operation(
        "preferences_reset",
        summary="Set all preferences back to their defaults",
        errors=(413, 415),
        **WHOLE,
    )
    def post(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        read_body(request, Body)
        return answer(reset_preferences(user=self.user, request=request))


def update(view: ApiView, request: Request, kind: type[Body]) -> HttpResponse:
    read_query(request, Query)
    changes = changes_of(read_body(request, kind))
    return answer(update_preferences(user=view.user, changes=changes, request=request))


def section_view(section: Section, body: type[Body]) -> type[ApiView]:
    noun = section.path.replace("-", "_")

    class SectionView(ApiView):
        max_body = MAX_BODY

        @operation(
            f"preferences_{noun}_update",
            summary=f"Set preferences: {section.title.lower()}",
            body=body,
            examples={"request": EXAMPLES[section]} if section in EXAMPLES else {},
            **WHOLE,
        )
        def put(self, request: Request) -> HttpResponse:
            return update(self, request, body)

    return SectionView


routes = [
    re_path(r"^preferences/?$", PreferencesView.as_view(), name="preferences"),
    re_path(r"^preferences/reset/?$", ResetView.as_view(), name="preferences-reset"),
    *(
        re_path(
            rf"^preferences/{section.path}/?$",
            section_view(section, body).as_view(),
            name=f"preferences-{section.path}",
        )
        for section, body in SECTION_BODIES.items()
    ),
]

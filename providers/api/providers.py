"""api.md §3: the banks that may be linked here."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.operations import operation
from config.drf.structs import Answer
from config.drf.views import ApiView, answer
from providers.domain.contract import Kind
from providers.registry import providers

TAG = "Banks"


class BankOut(Answer):
    id: str
    name: str
    kind: Kind
    capabilities: list[str]


class BanksOut(Answer):
    providers: list[BankOut]


class ProvidersView(ApiView):
    authentication_classes = ()
    permission_classes = ()

    @operation(
        "providers_list",
        tag=TAG,
        summary="The banks that may be linked",
        answers={200: BanksOut},
        examples={
            200: {
                "providers": [
                    {"id": "banka", "name": "Bank A", "kind": "mock", "capabilities": ["transactions"]}
                ]
            }
        },
    )
    def get(self, request: Request) -> HttpResponse:
        listed = [
            BankOut(id=bank.id, name=bank.name, kind=bank.kind, capabilities=list(bank.capabilities))
            for bank in providers()
        ]
        return answer(BanksOut(providers=listed))


routes = [re_path(r"^providers/?$", ProvidersView.as_view(), name="providers")]

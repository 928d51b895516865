"""Where a test tells a bank to fail. Not there in production."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.lib import strictjson
from providers.mockbank.answers import answer
from providers.mockbank.failures import order
from providers.mockbank.refusals import Refusal, invalid_request
from providers.mockbank.views.bank import ProgramView
from providers.models import MockLogin


class Order(msgspec.Struct, forbid_unknown_fields=True):
    customer: str
    mode: str
    on: str = "transactions"
    times: int = 1
    value: Any = None


class Control(ProgramView):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, bank: str) -> HttpResponseBase:
        if settings.PRODUCTION:
            raise Refusal(404, "not_found", "Not here.")
        try:
            asked = msgspec.convert(strictjson.loads(request.body), Order)
        except (strictjson.JsonError, msgspec.ValidationError) as error:
            raise invalid_request(str(error)) from None
        login = MockLogin.objects.filter(bank=bank, customer__key=asked.customer.lower()).first()
        if login is None:
            raise Refusal(404, "not_found", "The customer has no login at this bank.")
        value = float(asked.value) if isinstance(asked.value, Decimal) else asked.value
        order(login, mode=asked.mode, on=asked.on, times=max(0, asked.times), value=value)
        return answer({})

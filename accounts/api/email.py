"""auth/email/verify: showing that mail arrives."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.answers import MessageOut
from accounts.services.email_verification import ask_verification, verify_email
from config.drf.operations import operation
from config.drf.structs import LooseBody, read_body
from config.drf.views import ApiView, answer
from config.lib.errors import Invalid

SENT = "If the address waits for it, a mail with a link is on its way."


class VerifyIn(LooseBody):
    """`token` of the link, or `email` to have a new link sent."""

    token: str | None = None
    email: str | None = None

    def __post_init__(self) -> None:
        if bool(self.token) == bool(self.email):
            raise Invalid(errors={"token": ["Give either this or email"]})


class VerifyView(ApiView):
    authentication_classes = ()
    permission_classes = ()
    address_scope = "reset"

    @operation(
        "auth_email_verify",
        tag="Authentication",
        summary="Redeem the link of a mail, or ask for a new one",
        body=VerifyIn,
        answers={200: MessageOut},
        errors=(400, 403),
    )
    def post(self, request: Request) -> HttpResponse:
        data = read_body(request, VerifyIn)
        if data.token:
            verify_email(token=data.token, request=request)
            return answer(MessageOut(message="The address is verified."))
        ask_verification(email=data.email or "")
        return answer(MessageOut(message=SENT))

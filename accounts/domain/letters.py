"""The texts of the mails that accounts sends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def registration_link(app: str, url: str) -> Letter:
    return Letter(
        f"Confirm your address for {app}",
        f"Open this address within 24 hours to finish your registration:\n\n{url}\n\n"
        "If you did not register, do nothing: without it there is no account.\n",
    )


def verification_link(app: str, url: str) -> Letter:
    return Letter(
        f"Confirm your address for {app}",
        f"Open this address within 24 hours to confirm that mail reaches you:\n\n{url}\n\n"
        "If you have no account with this address, do nothing.\n",
    )


def reset_link(app: str, url: str) -> Letter:
    return Letter(
        f"Set a new password for {app}",
        f"Open this address within 30 minutes to set a new password:\n\n{url}\n\n"
        "If you did not ask for it, do nothing: your password stays as it is.\n",
    )


def known_address(app: str) -> Letter:
    return Letter(
        f"You have an account with {app}",
        "Somebody tried to register with your address. You have an account already: sign in, or set a new\n"
        "password if you forgot yours. If it was not you, do nothing.\n",
    )


def password_changed(app: str) -> Letter:
    return Letter(
        f"Your password for {app} was changed",
        "Every other sign-in and every API token of your account has ended.\n"
        "If it was not you, set a new password now and tell the operator of the server.\n",
    )

"""A server on the loopback address that plays Google and GitHub, well or badly.

Bodies have the shapes recorded by python-social-auth (social-core 3bb06ab, tests of its two backends). It
keeps RFC 6749 and 7636: a code is good once, for the client, address and verifier that it was given to.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from accounts.domain.pkce import challenge_of

TOKEN = {
    "/google/token": {
        "access_token": "foobar",
        "expires_in": 3599,
        "scope": "openid https://www.googleapis.com/auth/userinfo.email",
        "token_type": "Bearer",
        "id_token": "not.looked.at",
    },
    "/login/oauth/access_token": {
        "access_token": "foobar",
        "token_type": "bearer",
        "scope": "read:user,user:email",
        "expires_in": 28800,
        "refresh_token": "foobar-refresh-token",
    },
}
REFUSED = {
    "/google/token": (400, {"error": "invalid_grant", "error_description": "Bad Request"}),
    "/login/oauth/access_token": (
        200,
        {
            "error": "bad_verification_code",
            "error_description": "The code passed is incorrect or expired.",
            "error_uri": "https://docs.github.com/",
        },
    ),
}
GOOGLE = {
    "sub": "101010101010101010101",
    "name": "Foo Bar",
    "given_name": "Foo",
    "family_name": "Bar",
    "picture": "https://lh5.googleusercontent.com/photo.jpg",
    "email": "foo@bar.com",
    "email_verified": True,
    "locale": "en",
}
GITHUB = {
    "login": "foobar",
    "id": 1,
    "avatar_url": "https://github.com/images/error/foobar_happy.gif",
    "name": "monalisa foobar",
    "email": None,
    "type": "User",
    "created_at": "2008-01-14T04:33:35Z",
}
EMAILS = [
    {"email": "foo@users.noreply.github.com", "primary": False, "verified": True, "visibility": None},
    {"email": "foo@bar.com", "primary": True, "verified": True, "visibility": None},
]


class FakeProvider:
    """`answers[path]` = (status, JSON value or bytes) replaces an answer; `HANG` never answers."""

    HANG = (0, b"")

    def __init__(self, base: str) -> None:
        self.base = base
        self.stop = threading.Event()
        self.codes: dict[str, dict[str, str]] = {}
        self.seen: list[tuple[str, str]] = []
        self.answers: dict[str, tuple[int, Any]] = {
            "/userinfo": (200, GOOGLE),
            "/user": (200, GITHUB),
            "/user/emails": (200, EMAILS),
        }

    def consent(self, authorize_url: str) -> str:
        """The person agrees: the code that the browser takes back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(authorize_url).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return code

    def token(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        given = self.codes.pop(form.get("code", ""), None)
        if given is None or not self._fits(given, form):
            return REFUSED[path]
        return 200, TOKEN[path]

    def _fits(self, given: dict[str, str], form: dict[str, str]) -> bool:
        return (
            form["grant_type"] == "authorization_code"
            and (form["client_id"], form["client_secret"]) == (given["client_id"], "hush")
            and form["redirect_uri"] == given["redirect_uri"]
            and challenge_of(form["code_verifier"]) == given["code_challenge"]
        )


@contextmanager
def running_provider() -> Iterator[FakeProvider]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        fake = FakeProvider(f"http://127.0.0.1:{server.server_port}")
        _Handler.fake = fake
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield fake
        fake.stop.set()
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    fake: FakeProvider

    def do_GET(self) -> None:
        bearer = self.headers.get("Authorization")
        self.answer(*(self.fake.answers[self.path] if bearer == "Bearer foobar" else (401, {})))

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        values = {name: each[0] for name, each in form.items()}
        # GitHub answers a form instead of JSON to who does not ask for JSON.
        assert self.headers["Accept"] == "application/json"
        self.answer(*(self.fake.answers.get(self.path) or self.fake.token(self.path, values)))

    def answer(self, status: int, body: Any) -> None:
        self.fake.seen.append((self.command, self.path))
        if not status:
            self.fake.stop.wait(20)
            return
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Location", f"{self.fake.base}/userinfo")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass

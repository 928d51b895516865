"""One row of the table of endpoints: a call that the owner of the household may make, and its answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished
from django.db import close_old_connections
from rest_framework.test import APIClient

from config.tests.endpoints.shapes import misfits
from config.tests.household import MARK, Household

JSON = "application/json"
MOUNTS = ("/api", "", "/v1")  # decision 1 of the product


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """`call` is "METHOD path?query"; path, query and body may name ids of the household.

    `shape` is what the JSON answer looks like, or how another kind of text begins; of an `endless` answer
    nothing is read. `mounts` replaces those of decision 1. A body with a `file` goes as multipart.
    """

    call: str
    shape: Any = None
    body: Callable[[Household], dict[str, Any]] | dict[str, Any] = field(default_factory=dict)
    file: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    media: str = JSON
    public: bool = False
    endless: bool = False
    mounts: tuple[str, ...] = MOUNTS

    @property
    def method(self) -> str:
        return self.call.split(" ")[0]

    @property
    def path(self) -> str:
        return self.call.split(" ")[1]

    @property
    def names_an_object(self) -> bool:
        """Whether the URL leads to one thing of the household's, by id or by name."""
        return "{" in self.path or MARK in self.path

    @property
    def sends_ids(self) -> bool:
        return callable(self.body)

    def addresses(self, *, slashes: tuple[str, ...] = ("", "/")) -> Iterator[str]:
        """Every mount, with and without the final slash."""
        path, _, query = self.path.partition("?")
        alias = ("/api/finance",) if re.match(r"(categories|transactions)\b", path) else ()
        for mount in self.mounts + alias:
            for slash in slashes if path else slashes[:1]:
                yield f"{mount}/{path}{slash}?{query}".removesuffix("?")

    def send(self, client: APIClient, address: str, household: Household) -> tuple[int, str, Any]:
        """Status, media type, and the JSON or text."""
        body = dict(self.body(household) if callable(self.body) else self.body)
        if self.file:
            body["file"] = SimpleUploadedFile(f"{MARK}.csv", self.file, "text/csv")
        answer = getattr(client, self.method.lower())(
            address.format_map(vars(household)),
            body or None,
            format=("multipart" if self.file else "json") if body else None,
            headers={"X-Request-ID": "table", **self.headers},
        )
        media = answer.get("Content-Type", "").partition(";")[0]
        text = "" if self.endless and answer.streaming else answer.getvalue().decode()
        if self.endless and answer.streaming:
            end(answer)
        return answer.status_code, media, json.loads(text) if media == JSON else text

    def problems(self, status: int, media: str, content: Any) -> list[str]:
        """What is not as documented."""
        wanted = (self.status, "" if self.status == 204 else self.media)
        if (status, media) != wanted:
            return [f"{status} {media} instead of {wanted}: {content}"]
        if media == JSON:
            return list(misfits(content, self.shape))
        return [] if content.startswith(self.shape or "") else [f"begins with {content[:100]}"]


def end(answer: Any) -> None:
    """Gives back the place of a stream that was not read, as Django's client does after reading."""
    request_finished.disconnect(close_old_connections)  # the connection is the test's
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)

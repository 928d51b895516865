"""A browser, and everything on its page that went wrong or left for another server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Watched:
    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda line: self.complain(line.type in {"error", "warning"}, line.text))
        self.page.on("pageerror", lambda error: self.complain(True, str(error)))
        self.page.on("requestfailed", lambda request: self.complain(True, f"failed: {request.url}"))
        self.page.on(
            "response", lambda reply: self.complain(reply.status >= 400, f"{reply.status} {reply.url}")
        )
        self.page.on("request", lambda request: self.complain(self.is_foreign(request.url), request.url))

    def complain(self, wrong: bool, text: str) -> None:
        if wrong:
            self.complaints.append(text)

    def is_foreign(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in {"data", "blob"} and parts.netloc != urlsplit(self.address).netloc

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@contextmanager
def browse(address: str) -> Iterator[Watched]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        watched = Watched(browser.new_page(), address)
        watched.watch()
        yield watched
        browser.close()

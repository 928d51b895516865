"""A mail server on the loopback address that can misbehave at each step of the conversation."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STEPS = ("greeting", "MAIL", "RCPT", "DATA", "end")
DIE = "die"
HANG = "hang"


class Conversation(socketserver.StreamRequestHandler):
    """Each conversation takes one plan (step -> reply) from the server's list; none is a good one."""

    server: MailServer
    plan: dict[str, str]

    def handle(self) -> None:
        self.plan = self.server.plans.pop(0) if self.server.plans else {}
        self.server.conversations += 1
        if not self.answer("greeting", "220 ready"):
            return
        while line := self.rfile.readline():
            verb = line[:4].decode().upper()
            if verb == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            good = "354 go on" if verb == "DATA" else "250 fine"
            if not self.answer(verb, good):
                return
            if verb == "DATA" and verb not in self.plan and not self.take():
                return

    def take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.plan.get("end", "2").startswith(("2", DIE, HANG)):  # taken, whatever the client hears of it
            self.server.taken.append(b"".join(lines))
        return self.answer("end", "250 queued")

    def answer(self, step: str, good: str) -> bool:
        reply = self.plan.get(step, good)
        if reply == HANG:
            self.server.over.wait(20)
        if reply in {DIE, HANG}:
            return False
        self.wfile.write(f"{reply}\r\n".encode())
        return True


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.plans: list[dict[str, str]] = []
        self.taken: list[bytes] = []
        self.conversations = 0
        self.over = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.over.set()
        server.shutdown()

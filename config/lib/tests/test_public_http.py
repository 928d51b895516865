"""URLs that users give: what is not public hears nothing. The internet of these tests is made up."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from config.lib import http
from config.lib.addresses import is_public
from config.lib.tests.test_http import Misbehaving, write_certificate

NAME = "hooks.example"
PUBLIC, ANOTHER = "1.1.1.1", "8.8.8.8"
Resolver = Callable[..., list[Any]]


class Listener:
    """Takes connections on the loopback address and counts them."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(0.2)

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    def heard(self) -> bool:
        try:
            self.socket.accept()[0].close()
        except TimeoutError:
            return False
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.socket.close()


class Internet:
    """Answers for names in turn, the last one for ever; `routes` lead a public address to a port of ours."""

    def __init__(self, real: Resolver) -> None:
        self.real = real
        self.names: dict[str, list[list[str]]] = {}
        self.routes: dict[str, int] = {}
        self.asked: list[str] = []

    def getaddrinfo(self, host: str, port: int, *args: Any, **options: Any) -> list[Any]:
        self.asked.append(host)
        if host in self.routes:
            return self.real("127.0.0.1", self.routes[host], *args, **options)
        if host in self.names:
            answers = self.names[host]
            found = answers.pop(0) if len(answers) > 1 else answers[0]
            return [entry for address in found for entry in self.real(address, port, *args, **options)]
        if host.replace(".", "").isdigit() or ":" in host or host == "localhost":
            return self.real(host, port, *args, **options)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Internet:
    made_up = Internet(socket.getaddrinfo)
    monkeypatch.setattr(socket, "getaddrinfo", made_up.getaddrinfo)
    return made_up


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    """An https server that calls itself hooks.example; `asked_for` holds the names of the handshakes."""
    certificate = write_certificate(tmp_path / "certificate.pem", x509.DNSName(NAME))
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
    handler = type("Handler", (Misbehaving,), {"stop": threading.Event(), "seen": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        running.asked_for = []  # type: ignore[attr-defined]  # ours
        context.sni_callback = lambda _socket, name, _context: running.asked_for.append(name)  # type: ignore[attr-defined]  # the same
        running.socket = context.wrap_socket(running.socket, server_side=True)
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield running
        running.shutdown()


def post(url: str, **changes: Any) -> http.Reply:
    return http.request_public("POST", url, **{"data": "x", "timeout": (1, 2), **changes})


def test_a_public_address_is_called_under_its_name(internet: Internet, hook: ThreadingHTTPServer) -> None:
    internet.names[NAME] = [[PUBLIC]]
    internet.routes[PUBLIC] = hook.server_port
    sent = post(f"https://{NAME}/echo?a=1", json={"b": 1}, data=None).json()
    assert (sent["method"], sent["path"], sent["body"]) == ("POST", "/echo?a=1", '{"b": 1}')
    assert sent["headers"]["Host"] == NAME
    assert hook.asked_for == [NAME]  # type: ignore[attr-defined]  # ours
    assert internet.asked == [NAME, PUBLIC]


def test_the_next_address_is_tried_when_one_is_silent(internet: Internet, hook: ThreadingHTTPServer) -> None:
    internet.names[NAME] = [[PUBLIC, ANOTHER]]
    internet.routes |= {PUBLIC: 1, ANOTHER: hook.server_port}
    assert post(f"https://{NAME}/echo").ok
    internet.routes[ANOTHER] = 1
    with pytest.raises(http.Unreachable, match=r"hooks\.example cannot be reached"):
        post(f"https://{NAME}/echo")


def test_a_name_that_is_resolved_again_leads_nowhere_else(
    internet: Internet, hook: ThreadingHTTPServer, listener: Listener
) -> None:
    internet.names[NAME] = [[PUBLIC], ["127.0.0.1"]]
    internet.routes[PUBLIC] = hook.server_port
    assert post(f"https://{NAME}:{listener.port}/echo").ok
    with pytest.raises(http.NotAllowed, match="no public address"):
        post(f"https://{NAME}:{listener.port}/echo")
    assert not listener.heard()


def test_one_private_address_among_public_ones_is_too_many(internet: Internet, listener: Listener) -> None:
    internet.names[NAME] = [[PUBLIC, "127.0.0.1"]]
    with pytest.raises(http.NotAllowed):
        post(f"https://{NAME}:{listener.port}/")
    assert internet.asked == [NAME]
    assert not listener.heard()


def test_a_redirect_is_an_answer_and_is_not_followed(
    internet: Internet, hook: ThreadingHTTPServer, listener: Listener
) -> None:
    internet.names[NAME] = [[PUBLIC]]
    internet.routes[PUBLIC] = hook.server_port
    reply = post(f"https://{NAME}/redirect")
    assert (reply.status, reply.headers["Location"]) == (302, "/number")
    assert hook.RequestHandlerClass.seen == ["/redirect"]  # type: ignore[attr-defined]  # ours
    assert not listener.heard()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "localhost",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "user:word@127.0.0.1",
    ],
)
def test_this_machine_hears_nothing(host: str, listener: Listener) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(http.NotAllowed):
            post(f"{scheme}://{host}:{listener.port}/")
        with pytest.raises(http.NotAllowed):
            http.require_public(f"{scheme}://{host}:{listener.port}/")
    assert not listener.heard()


@pytest.mark.parametrize("scheme", ["http", "ftp", "file", "gopher", "javascript"])
def test_only_https_leads_to_the_public(internet: Internet, scheme: str) -> None:
    internet.names[NAME] = [[PUBLIC]]
    with pytest.raises(http.NotAllowed):
        post(f"{scheme}://{NAME}/")
    assert internet.asked == []


def test_a_name_that_nobody_knows(internet: Internet) -> None:
    with pytest.raises(http.Unreachable, match=r"nowhere\.example cannot be found"):
        post("https://nowhere.example/")
    assert internet.asked == ["nowhere.example"]


def test_a_private_host_may_be_named_with_its_port(listener: Listener) -> None:
    handler = type("Handler", (Misbehaving,), {"stop": threading.Event(), "seen": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        private = [f"127.0.0.1:{running.server_port}"]
        assert post(f"http://127.0.0.1:{running.server_port}/echo", private_hosts=private).ok
        with pytest.raises(http.NotAllowed):
            post(f"http://127.0.0.1:{listener.port}/", private_hosts=private)
        running.shutdown()
    assert not listener.heard()


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700:4700::1111"])
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:1.1.1.1",
        "::1.1.1.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%lo",
        "fec0::1",
        "ff02::1",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)

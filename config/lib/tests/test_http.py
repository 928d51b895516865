"""Against a server of our own on the loopback address, which misbehaves in every way it can."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from config.lib import http, strictjson

BIG = 300_000


class Misbehaving(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stop: threading.Event
    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(self.path)
        try:
            getattr(self, self.path.split("?", maxsplit=1)[0].strip("/"))()
        except OSError:  # the client went away, as it should
            self.close_connection = True

    do_POST = do_PUT = do_GET  # noqa: N815 - names of the standard library

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def echo(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = {
            "method": self.command,
            "path": self.path,
            "headers": dict(self.headers),
            "body": sent.decode(),
        }
        self.answer(json.dumps(body).encode(), Content_Type="application/json")

    def number(self) -> None:
        self.answer(b'{"amount": 0.10}')

    def broken(self) -> None:
        self.answer(b'{"a": 1', status=502, Retry_After="7")

    def redirect(self) -> None:
        self.answer(b"", status=302, Location="/number")

    def big(self) -> None:
        self.answer(b"x" * BIG)

    def bomb(self) -> None:
        self.answer(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")

    def badgzip(self) -> None:
        self.answer(b"not gzip at all", Content_Encoding="gzip")

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.stop.is_set():
            self.wfile.write(b"y" * 65_536)

    def chunks(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")

    def hang(self) -> None:
        self.stop.wait(20)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.drop_by_drop()

    def driphead(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drop_by_drop()

    def drop_by_drop(self) -> None:
        for _ in range(500):
            if self.stop.wait(0.02):
                return
            self.wfile.write(b"z")

    def cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")
        self.connection.shutdown(socket.SHUT_RDWR)

    def garbage(self) -> None:
        self.wfile.write(b"\0\1\2 this is no HTTP\r\n\r\n")
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    stop = threading.Event()
    handler = type("Handler", (Misbehaving,), {"stop": stop, "seen": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield running
        stop.set()
        running.shutdown()


def write_certificate(path: Path, *names: x509.GeneralName) -> Path:
    """Key and certificate, signed by itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    today = datetime(2026, 1, 1, tzinfo=UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today)
        .not_valid_after(today + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + signed.public_bytes(Encoding.PEM))
    return path


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_certificate(
        tmp_path_factory.mktemp("tls") / "certificate.pem", x509.IPAddress(ip_address("127.0.0.1"))
    )


@pytest.fixture
def tls_base(server: ThreadingHTTPServer, certificate: Path) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return f"https://127.0.0.1:{server.server_port}"


@pytest.fixture
def base(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def get(url: str, **changes: Any) -> http.Reply:
    return http.request("GET", url, **{"allowed_hosts": {"127.0.0.1"}, **changes})


def test_an_answer_has_status_headers_and_body(base: str) -> None:
    reply = get(f"{base}/number")
    assert (reply.status, reply.ok, reply.body) == (200, True, b'{"amount": 0.10}')
    assert reply.headers["content-length"] == "16"
    assert reply.json() == {"amount": Decimal("0.10")}


def test_everything_that_is_to_be_sent_arrives(base: str) -> None:
    reply = http.request(
        "POST",
        f"{base}/echo",
        allowed_hosts=["127.0.0.1"],
        headers={"X-Key": "k"},
        params={"a": "1 2"},
        json={"b": [1]},
        auth=("id", "secret"),
    )
    sent = reply.json()
    assert (sent["method"], sent["path"], json.loads(sent["body"])) == ("POST", "/echo?a=1+2", {"b": [1]})
    assert sent["headers"]["X-Key"] == "k"
    assert sent["headers"]["User-Agent"] == "Moneta"
    assert sent["headers"]["Content-Type"] == "application/json"
    assert sent["headers"]["Authorization"] == "Basic aWQ6c2VjcmV0"
    form = http.request(
        "PUT", f"{base}/echo", allowed_hosts=["127.0.0.1"], data={"grant_type": "code"}
    ).json()
    assert (form["method"], form["body"]) == ("PUT", "grant_type=code")


def test_an_error_status_is_an_answer(base: str) -> None:
    reply = get(f"{base}/broken")
    assert (reply.status, reply.ok, reply.headers["Retry-After"]) == (502, False, "7")
    with pytest.raises(strictjson.JsonError):
        reply.json()


def test_a_redirect_is_not_followed(base: str, server: ThreadingHTTPServer) -> None:
    reply = get(f"{base}/redirect")
    assert (reply.status, reply.ok, reply.headers["Location"]) == (302, False, "/number")
    assert server.RequestHandlerClass.seen == ["/redirect"]  # type: ignore[attr-defined]  # ours


def test_chunks_are_joined(base: str) -> None:
    assert get(f"{base}/chunks").body == b"abcde"


def test_a_host_may_be_allowed_with_its_port_only(base: str) -> None:
    assert get(f"{base}/number", allowed_hosts=[base.removeprefix("http://")]).ok
    with pytest.raises(http.NotAllowed):
        get(f"{base}/number", allowed_hosts=["127.0.0.1:1"])


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:{port}/number",
        "http://127.0.0.1.evil.example:{port}/number",
        "http://evil.example#@127.0.0.1:{port}/number",
        "http://evil.example\\@127.0.0.1:{port}/number",
        "http://user:word@127.0.0.1:{port}/number",
        "http://127.1:{port}/number",
        "http://2130706433:{port}/number",
        "http://127.0.0.1.:{port}/number",
        "http://[::ffff:127.0.0.1]:{port}/number",
        "//127.0.0.1:{port}/number",
        "127.0.0.1:{port}/number",
        "ftp://127.0.0.1:{port}/number",
        "file:///etc/passwd",
        "http:///number",
        "http://",
        "",
        "http://127.0.0.1:99999999/number",
        "http://[::1/number",
        "javascript:alert(1)",
    ],
)
def test_another_address_is_never_called(server: ThreadingHTTPServer, url: str) -> None:
    with pytest.raises(http.NotAllowed):
        get(url.format(port=server.server_port))
    assert server.RequestHandlerClass.seen == []  # type: ignore[attr-defined]  # ours


def test_proxies_and_netrc_of_the_environment_are_not_used(
    base: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password hunter2\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert "Authorization" not in get(f"{base}/echo").json()["headers"]


@pytest.mark.parametrize("path", ["big", "endless", "bomb"])
def test_a_body_beyond_the_limit_is_dropped(base: str, path: str) -> None:
    with pytest.raises(http.TooBig, match="more than 299999 bytes"):
        get(f"{base}/{path}", max_bytes=BIG - 1)


def test_a_body_at_the_limit_is_read(base: str) -> None:
    assert len(get(f"{base}/big", max_bytes=BIG).body) == BIG


@pytest.mark.parametrize("path", ["hang", "drip", "driphead"])
def test_the_time_limit_is_for_the_whole_answer(base: str, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(http.TimedOut, match=r"127\.0\.0\.1 did not answer in time"):
        get(f"{base}/{path}", timeout=(1, 0.3))
    assert 0.25 < time.monotonic() - started < 3


def test_time_that_is_over_before_the_first_byte(base: str) -> None:
    with pytest.raises(http.TimedOut):
        get(f"{base}/number", timeout=(1, 0.000_000_1))


@pytest.mark.parametrize("path", ["cut", "garbage", "badgzip"])
def test_a_broken_answer_is_no_answer(base: str, path: str) -> None:
    with pytest.raises(http.Unreachable, match=r"127\.0\.0\.1 cannot be reached"):
        get(f"{base}/{path}")


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(http.Unreachable):
            get(f"http://127.0.0.1:{unused.getsockname()[1]}/number")


def test_a_server_without_tls_is_not_reached_by_https(base: str) -> None:
    with pytest.raises(http.Unreachable):
        get(base.replace("http:", "https:") + "/number", timeout=(1, 1))


def test_a_certificate_that_nobody_vouches_for_is_refused(tls_base: str, server: ThreadingHTTPServer) -> None:
    with pytest.raises(http.Unreachable):
        get(f"{tls_base}/number")
    assert server.RequestHandlerClass.seen == []  # type: ignore[attr-defined]  # ours


def test_over_tls_the_same_limits_hold(
    tls_base: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
    assert get(f"{tls_base}/number").json() == {"amount": Decimal("0.10")}
    started = time.monotonic()
    for path in ("drip", "driphead"):
        with pytest.raises(http.TimedOut):
            get(f"{tls_base}/{path}", timeout=(1, 0.3))
    assert time.monotonic() - started < 6
    with pytest.raises(http.TooBig):
        get(f"{tls_base}/endless", max_bytes=BIG)


def test_no_message_quotes_the_url(base: str) -> None:
    with pytest.raises(http.Failed) as failed:
        get(f"{base}/cut?access_token=hunter2", headers={"Authorization": "Bearer hunter3"})
    assert "hunter" not in repr(failed.value)
    assert failed.value.__suppress_context__

"""Banks that answer at once, in the bench's own process: each provider's schema, as many rows as wanted."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from config.bench.ledger import MERCHANTS

Row = dict[str, Any]
PRACTICE: Final = ("banka", "bankb", "bankc")
PLAID: Final = "plaid"
_PAGE, _FIRST = 500, date(2025, 1, 1)


class Banks:
    """`sizes` says how many rows each bank has so far; a cursor is how many of them were told."""

    def __init__(self) -> None:
        self.sizes = dict.fromkeys((*PRACTICE, PLAID), 0)

    def answer(self, path: str, cursor: str) -> Row:
        bank = PLAID if path.startswith("/plaid/") else path.split("/")[2]
        name = path.rpartition("/")[2]
        if name in {"token", "exchange"}:
            return {"access_token": bank, "refresh_token": bank, "item_id": f"{bank}-1", "expires_in": 10**6}
        if bank == PLAID and name == "get" and "accounts" not in path:
            return {"holdings": [], "securities": [], "accounts": []}
        if "accounts" in path:
            return {_ACCOUNTS[bank][0]: [_ACCOUNTS[bank][1]], "has_more": False, "next_cursor": ""}
        return self._rows(bank, int(cursor or 0))

    def _rows(self, bank: str, start: int) -> Row:
        end = min(start + _PAGE, self.sizes[bank])
        field, shaped = _ROWS[bank]
        rows = [shaped(f"{bank}-{number}", *_facts(number)) for number in range(start, end)]
        empty: Row = {"modified": [], "removed": []}
        return {**empty, field: rows, "next_cursor": str(end), "has_more": end < self.sizes[bank]}


def _facts(number: int) -> tuple[date, str, str]:
    """Day, signed amount (negative = spent) and words of the row with that number."""
    words = f"{MERCHANTS[number * 7 % len(MERCHANTS)]} {number % 10_000:04}"
    return _FIRST + timedelta(days=number % 300), f"-{number % 900 + 1}.{number % 100:02}", words


def _plaid(id: str, day: date, amount: str, words: str) -> Row:
    return {
        "transaction_id": id, "account_id": "p1", "amount": -float(amount), "iso_currency_code": "USD",
        "unofficial_currency_code": None, "date": day.isoformat(), "authorized_date": None, "name": words,
        "merchant_name": None, "pending": False, "pending_transaction_id": None,
        "personal_finance_category": None,
    }  # fmt: skip


_ROWS: Final[dict[str, tuple[str, Callable[[str, date, str, str], Row]]]] = {
    "banka": ("transactions", lambda key, day, amount, words: {
        "txn_id": key, "acct_id": "a1", "txn_date": day.isoformat(), "txn_amount": float(amount),
        "txn_curr": "USD", "txn_desc": words, "merchant_info": None, "txn_status": "POSTED",
        "txn_change": "NEW", "pending_txn_id": None}),
    "bankb": ("added", lambda key, day, amount, words: {
        "id": key, "account_number": "b1", "date": day.isoformat(), "amt": amount, "currency_code": "USD",
        "memo": words, "merchant_name": None, "state": "settled", "type": "debit", "replaces": None}),
    "bankc": ("transactionList", lambda key, day, amount, words: {
        "transaction_id": key, "account_id": "c1", "posted_date": f"{day:%d/%m/%Y}",
        "transaction_amount": amount, "iso_currency": "USD", "description": words, "vendor": "",
        "status_code": "B", "transaction_type": "DR", "record": "N", "pending_ref": ""}),
    PLAID: ("added", _plaid),
}  # fmt: skip
_ACCOUNTS: Final[dict[str, tuple[str, Row]]] = {
    "banka": ("accounts", {
        "acct_id": "a1", "acct_type": "CHECKING", "acct_name": "Bench A", "current_balance": 1,
        "available_balance": 1, "curr": "USD", "acct_mask": "0001"}),
    "bankb": ("data", {
        "account_number": "b1", "type": "wallet", "nickname": "Bench B", "balance_amount": "1.00",
        "available_amount": "1.00", "limit_amount": None, "currency_code": "USD"}),
    "bankc": ("accountList", {
        "id": "c1", "category": "SAV", "display_name": "Bench C", "available": "1.00",
        "iso_currency": "USD"}),
    PLAID: ("accounts", {
        "account_id": "p1", "name": "Bench P", "official_name": None, "mask": "0004", "type": "depository",
        "subtype": "checking", "balances": {"current": 1, "available": 1, "limit": None,
                                            "iso_currency_code": "USD", "unofficial_currency_code": None}}),
}  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._send(self.server.banks.answer(parts.path, parse_qs(parts.query).get("cursor", [""])[0]))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.loads(sent) if sent.startswith(b"{") else {}  # noqa: TID251 - our own server's request
        self._send(self.server.banks.answer(self.path, str(body.get("cursor", ""))))

    def _send(self, body: Row) -> None:
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    banks: Banks


@contextmanager
def banks_running(banks: Banks) -> Iterator[str]:
    """Their address, for as long as the block runs."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.banks = banks
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()

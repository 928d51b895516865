"""Secrets at rest: AES-256-GCM envelopes under a ring of named keys.

An envelope reads `v1.<key id>.<nonce>.<ciphertext>`; the key id and the context (which row and column it is
for) are authenticated, so an envelope moved to another row does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from functools import lru_cache
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = "v1"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)
_ROUNDS = 600_000
_SHORTEST_PASSPHRASE = 16


class KeyRingError(ValueError):
    """The setting holds no usable keys; the text says why and never shows one."""


class SealError(ValueError):
    """Not an envelope, or not one of this context, or changed since it was sealed."""


class UnknownKey(SealError):  # noqa: N818 - a case of its own: the operator lost a key, nobody tampered
    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__("Sealed under a key that is not in the ring")


class KeyRing:
    """Seals under the first key, opens under any."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        if not keys:
            raise KeyRingError("no key is set")
        for key_id, key in keys.items():
            if not _KEY_ID.fullmatch(key_id) or len(key) != _KEY_BYTES:
                raise KeyRingError("a key needs an id of letters, digits, - or _ and 32 bytes")
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._first = next(iter(keys))

    @classmethod
    def from_setting(cls, text: str) -> Self:
        """From `id:base64,id2:base64`, or from one bare secret, which becomes the key `seed`.

        A bare secret is 64 hex digits, 32 bytes in base64, or a passphrase of at least 16 characters.
        """
        text = text.strip()
        if text and ":" not in text:
            return cls({"seed": _seed_key(text)})
        keys: dict[str, bytes] = {}
        for entry in filter(None, (part.strip() for part in text.split(","))):
            key_id, _, encoded = entry.partition(":")
            if key_id in keys:
                raise KeyRingError("a key id occurs twice")
            keys[key_id] = _decoded(encoded)
        return cls(keys)

    def seal(self, plaintext: str, *, context: str) -> str:
        """A new envelope each time; `context` must be given again to open it."""
        nonce = os.urandom(_NONCE_BYTES)
        cipher = self._ciphers[self._first]
        sealed = cipher.encrypt(nonce, plaintext.encode(), _associated(self._first, context))
        return f"{_VERSION}.{self._first}.{_encoded(nonce)}.{_encoded(sealed)}"

    def unseal(self, envelope: str, *, context: str) -> str:
        """The plaintext; UnknownKey or SealError."""
        key_id, nonce, sealed = _opened(envelope)
        if key_id not in self._ciphers:
            raise UnknownKey(key_id)
        try:
            return self._ciphers[key_id].decrypt(nonce, sealed, _associated(key_id, context)).decode()
        except InvalidTag:
            raise SealError("The envelope does not open here") from None

    def is_current(self, envelope: str) -> bool:
        """Whether it is sealed under the first key; SealError when it is no envelope."""
        return _opened(envelope)[0] == self._first


def _associated(key_id: str, context: str) -> bytes:
    return f"{_VERSION}.{key_id}.{context}".encode()


def _opened(envelope: str) -> tuple[str, bytes, bytes]:
    parts = envelope.split(".")
    if len(parts) != 4 or parts[0] != _VERSION:
        raise SealError("Not a sealed value")
    try:
        nonce, sealed = _decoded(parts[2]), _decoded(parts[3])
    except KeyRingError:
        raise SealError("Not a sealed value") from None
    if len(nonce) != _NONCE_BYTES:
        raise SealError("Not a sealed value")
    return parts[1], nonce, sealed


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    """Base64 of either alphabet, padded or not."""
    plain = text.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise KeyRingError("a key is not base64") from None


@lru_cache(maxsize=4)
def _seed_key(text: str) -> bytes:
    """Cached, because a passphrase is stretched for a sixth of a second."""
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return bytes.fromhex(text)
    try:
        key = _decoded(text)
    except KeyRingError:
        key = b""
    if len(key) == _KEY_BYTES:
        return key
    if len(text) < _SHORTEST_PASSPHRASE:
        raise KeyRingError(f"a passphrase needs at least {_SHORTEST_PASSPHRASE} characters")
    return hashlib.pbkdf2_hmac("sha256", text.encode(), b"moneta.field-keys", _ROUNDS)

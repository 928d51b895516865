from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lib.crypto import KeyRing, KeyRingError, SealError, UnknownKey

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
CONTEXT = "providers.connection:7:access_token"


def named(**keys: bytes) -> str:
    return ",".join(f"{key_id}:{base64.b64encode(key).decode()}" for key_id, key in keys.items())


@pytest.fixture
def ring() -> KeyRing:
    return KeyRing.from_setting(named(new=NEW, old=OLD))


def test_an_envelope_opens_to_what_was_sealed(ring: KeyRing) -> None:
    envelope = ring.seal("access-sandbox-8ab976e6 ₹", context=CONTEXT)
    version, key_id, nonce, sealed = envelope.split(".")
    assert (version, key_id, len(nonce)) == ("v1", "new", 16)
    assert envelope.isascii()
    assert "=" not in envelope
    assert "sandbox" not in envelope
    assert len(sealed) == 58  # 27 bytes and the 16 of the tag
    assert ring.unseal(envelope, context=CONTEXT) == "access-sandbox-8ab976e6 ₹"


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_every_text_in_every_context(plaintext: str, context: str) -> None:
    ring = KeyRing({"k": NEW})
    assert ring.unseal(ring.seal(plaintext, context=context), context=context) == plaintext


def test_two_envelopes_of_one_text_differ(ring: KeyRing) -> None:
    assert len({ring.seal("x", context=CONTEXT) for _ in range(100)}) == 100


def test_a_known_envelope_still_opens() -> None:
    frozen = "v1.k.AAECAwQFBgcICQoL.{}"
    ring = KeyRing({"k": OLD})
    cipher = ring._ciphers["k"].encrypt(bytes(range(12)), b"secret", b"v1.k.row:1")
    text = frozen.format(base64.urlsafe_b64encode(cipher).rstrip(b"=").decode())
    assert text == "v1.k.AAECAwQFBgcICQoL." + text.rsplit(".", 1)[1]
    assert ring.unseal(text, context="row:1") == "secret"


def test_an_older_key_opens_and_the_first_one_seals() -> None:
    before = KeyRing.from_setting(named(old=OLD)).seal("x", context=CONTEXT)
    ring = KeyRing.from_setting(named(new=NEW, old=OLD))
    assert ring.unseal(before, context=CONTEXT) == "x"
    assert not ring.is_current(before)
    assert ring.is_current(ring.seal("x", context=CONTEXT))


def test_an_envelope_belongs_to_its_context_and_key(ring: KeyRing) -> None:
    envelope = ring.seal("x", context=CONTEXT)
    with pytest.raises(SealError, match="does not open"):
        ring.unseal(envelope, context="providers.connection:8:access_token")
    with pytest.raises(SealError, match="does not open"):
        ring.unseal(envelope.replace("v1.new.", "v1.old."), context=CONTEXT)
    with pytest.raises(SealError, match="does not open"):
        KeyRing({"new": OLD}).unseal(envelope, context=CONTEXT)


def test_a_key_that_is_gone_is_named_apart(ring: KeyRing) -> None:
    envelope = KeyRing({"lost": OLD}).seal("x", context=CONTEXT)
    with pytest.raises(UnknownKey) as refused:
        ring.unseal(envelope, context=CONTEXT)
    assert refused.value.key_id == "lost"


def test_every_changed_character_is_noticed(ring: KeyRing) -> None:
    envelope = ring.seal("secret", context=CONTEXT)
    for place in range(len(envelope) - 1):  # the last holds bits that base64 does not use
        changed = envelope[:place] + ("A" if envelope[place] != "A" else "B") + envelope[place + 1 :]
        with pytest.raises(SealError):
            ring.unseal(changed, context=CONTEXT)


@pytest.mark.parametrize(
    "envelope",
    [
        "", "secret", "v1.new", "v1.new.a.b.c", "v2.new.AAECAwQFBgcICQoL.AAAA", "v1.new.AAAA.AAAA",
        "v1.new.!!!!.AAAA", "v1.new.AAECAwQFBgcICQoL.A", "v1.new.AAECAwQFBgcICQoL.é",
        "v1.new.AAECAwQFBgcICQoL.", "gAAAAABh",
    ],
)  # fmt: skip
def test_what_is_no_envelope(ring: KeyRing, envelope: str) -> None:
    with pytest.raises(SealError):
        ring.unseal(envelope, context=CONTEXT)


def test_no_message_shows_a_secret(ring: KeyRing) -> None:
    envelope = ring.seal("hunter2", context=CONTEXT)
    with pytest.raises(SealError) as refused:
        ring.unseal(envelope, context="other")
    assert refused.value.__suppress_context__
    shown = str(refused.value) + repr(ring)
    for secret in ("hunter2", envelope, base64.b64encode(NEW).decode(), NEW.hex()):
        assert secret not in shown
    with pytest.raises(KeyRingError) as wrong:
        KeyRing.from_setting("k:not*base64*at*all")
    assert "not*base64" not in str(wrong.value)


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", ",", "k:", "k:AAAA", ":" + base64.b64encode(OLD).decode(),
        "bad id:" + base64.b64encode(OLD).decode(), "a.b:" + base64.b64encode(OLD).decode(),
        named(k=OLD) + "," + named(k=NEW), "k:é", "short", "fifteen letters",
        "k" * 33 + ":" + base64.b64encode(OLD).decode(),
    ],
)  # fmt: skip
def test_settings_that_hold_no_ring(text: str) -> None:
    with pytest.raises(KeyRingError):
        KeyRing.from_setting(text)


@pytest.mark.parametrize(
    "text",
    [
        OLD.hex(),
        OLD.hex().upper(),
        base64.b64encode(OLD).decode(),
        base64.urlsafe_b64encode(OLD).decode(),
        f"\n{base64.b64encode(OLD).decode().rstrip('=')} ",
    ],
)
def test_the_bare_keys_of_other_systems_become_the_key_seed(text: str) -> None:
    envelope = KeyRing.from_setting(text).seal("x", context=CONTEXT)
    assert envelope.startswith("v1.seed.")
    assert KeyRing({"seed": OLD}).unseal(envelope, context=CONTEXT) == "x"


def test_m17_a_passphrase_is_stretched_once() -> None:
    passphrase = "correct horse battery staple"
    envelope = KeyRing.from_setting(passphrase).seal("x", context=CONTEXT)
    started = time.process_time()
    for _ in range(50):
        assert KeyRing.from_setting(passphrase).unseal(envelope, context=CONTEXT) == "x"
    assert time.process_time() - started < 0.5  # one stretching alone takes about 0.15
    with pytest.raises(SealError):
        KeyRing.from_setting(passphrase + "!").unseal(envelope, context=CONTEXT)


def test_both_alphabets_and_spaces_in_a_ring() -> None:
    key = bytes([251, 255] * 16)
    ring = KeyRing.from_setting(
        f" a:{base64.b64encode(key).decode()} , b:{base64.urlsafe_b64encode(key).decode()}, "
    )
    assert ring.unseal(ring.seal("x", context=""), context="") == "x"
    assert set(ring._ciphers) == {"a", "b"}

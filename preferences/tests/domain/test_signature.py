from __future__ import annotations

import pytest

from preferences.domain.signature import is_secret, secret_from, sign

KNOWN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the example of the specification's own libraries


def test_the_specification_s_example() -> None:
    body = b'{"test": 2432232314}'
    assert (
        sign(KNOWN, message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=body)
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_id_time_body_and_secret_are_all_signed() -> None:
    other = secret_from(b"k" * 32)
    signatures = {
        sign(KNOWN, message_id="a", timestamp=1, body=b"x"),
        sign(KNOWN, message_id="b", timestamp=1, body=b"x"),
        sign(KNOWN, message_id="a", timestamp=2, body=b"x"),
        sign(KNOWN, message_id="a", timestamp=1, body=b"y"),
        sign(other, message_id="a", timestamp=1, body=b"x"),
    }
    assert len(signatures) == 5


@pytest.mark.parametrize("secret", [KNOWN, secret_from(b"k" * 24), secret_from(b"k" * 64)])
def test_secrets(secret: str) -> None:
    assert is_secret(secret)


@pytest.mark.parametrize(
    "secret",
    ["", "whsec_", "hunter2", KNOWN.removeprefix("whsec_"), secret_from(b"k" * 23), secret_from(b"k" * 65),
     "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_" + "é" * 32, "whsec_" + " " * 32],
)  # fmt: skip
def test_no_secrets(secret: str) -> None:
    assert not is_secret(secret)

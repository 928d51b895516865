from __future__ import annotations

import base64
import json
import stat
import threading
from pathlib import Path

import pytest

from config.environment import Environment, read_secrets
from config.launch import secretsfile


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_writes_three_separate_secrets_for_the_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "new" / "ledger"
    assert secretsfile.ensure(Environment({}), data) is True

    secrets = read_secrets(data / "secrets.json")
    assert sorted(secrets) == ["FIELD_KEYS", "JWT_SECRET_KEY", "SECRET_KEY"]
    assert len(set(secrets.values())) == 3
    assert min(len(secrets["SECRET_KEY"]), len(secrets["JWT_SECRET_KEY"])) >= 50
    name, _, key = secrets["FIELD_KEYS"].partition(":")
    assert (name, len(base64.b64decode(key))) == ("k1", 32)
    assert (mode(data / "secrets.json"), mode(data)) == (0o600, 0o700)
    assert [path.name for path in data.iterdir()] == ["secrets.json"]


def test_the_second_start_changes_nothing(tmp_path: Path) -> None:
    secretsfile.ensure(Environment({}), tmp_path)
    written = (tmp_path / "secrets.json").read_bytes()

    assert secretsfile.ensure(Environment(read_secrets(tmp_path / "secrets.json")), tmp_path) is False
    assert (tmp_path / "secrets.json").read_bytes() == written


def test_what_the_environment_gives_is_not_written(tmp_path: Path) -> None:
    given = secretsfile.generate()
    assert secretsfile.ensure(Environment(given), tmp_path) is False
    assert list(tmp_path.iterdir()) == []

    del given["JWT_SECRET_KEY"]
    assert secretsfile.ensure(Environment(given), tmp_path) is True
    assert list(read_secrets(tmp_path / "secrets.json")) == ["JWT_SECRET_KEY"]


def test_a_missing_one_is_added_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(
        json.dumps({"SECRET_KEY": "kept", "FIELD_KEYS": "k0:kept", "OTHER": "kept"}), encoding="utf-8"
    )

    assert secretsfile.ensure(Environment(read_secrets(path)), tmp_path) is True

    secrets = read_secrets(path)
    assert (secrets["SECRET_KEY"], secrets["FIELD_KEYS"], secrets["OTHER"]) == ("kept", "k0:kept", "kept")
    assert len(secrets["JWT_SECRET_KEY"]) >= 50


def test_a_file_that_others_could_read_is_closed(tmp_path: Path) -> None:
    secretsfile.ensure(Environment({}), tmp_path)
    path = tmp_path / "secrets.json"
    path.chmod(0o644)
    secretsfile.ensure(Environment(read_secrets(path)), tmp_path)
    assert mode(path) == 0o600


def test_two_first_starts_agree(tmp_path: Path) -> None:
    start = threading.Barrier(8)

    def first() -> None:
        start.wait()
        secretsfile.ensure(Environment({}), tmp_path)
        seen.append(read_secrets(tmp_path / "secrets.json"))

    seen: list[dict[str, str]] = []
    threads = [threading.Thread(target=first) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(seen) == 8
    assert {json.dumps(secrets) for secrets in seen} == {json.dumps(seen[0])}
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]


def test_a_remembered_value_stays(tmp_path: Path) -> None:
    secretsfile.ensure(Environment({}), tmp_path)
    assert secretsfile.remember(tmp_path, "DEMO_PASSWORD", "one") == "one"
    assert secretsfile.remember(tmp_path, "DEMO_PASSWORD", "two") == "one"
    assert mode(tmp_path / "secrets.json") == 0o600


@pytest.mark.parametrize("text", ["", "[", "not json"])
def test_a_broken_file_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="is not JSON"):
        secretsfile.ensure(Environment({}), tmp_path)
    assert path.read_text(encoding="utf-8") == text

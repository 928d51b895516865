from __future__ import annotations

import base64
from pathlib import Path

import pytest

from config import environment
from config.environment import Environment, SettingError

KEY = bytes(range(32))


def test_the_first_source_that_has_a_value_wins() -> None:
    env = Environment({"APP_NAME": "shell"}, {"APP_NAME": "file", "API_VERSION": "2"})
    assert (env.text("APP_NAME"), env.text("API_VERSION"), env.text("AWS_REGION")) == (
        "shell",
        "2",
        "us-east-1",
    )


def test_an_empty_value_counts_as_none() -> None:
    env = Environment({"APP_NAME": " ", "DEBUG": ""}, {"APP_NAME": "file"})
    assert env.text("APP_NAME") == "file"
    assert env.flag("DEBUG") is False


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("MAX_WORKERS", "WEB_CONCURRENCY"),
        ("LEDGER_SYNC_CORS_ORIGINS", "CORS_ALLOWED_ORIGINS"),
        ("SCHED_BALANCE_REFRESH_CRON", "BALANCE_REFRESH_CRON"),
    ],
)
def test_the_seeds_names_are_read(alias: str, name: str) -> None:
    assert Environment({alias: "theirs"}).text(name) == "theirs"
    assert Environment({alias: "theirs", name: "ours"}).text(name) == "ours"


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from the file\n", encoding="utf-8")
    file = {"JWT_SECRET_KEY_FILE": str(tmp_path / "key")}
    assert Environment(file).secret("JWT_SECRET_KEY") == "from the file"
    assert Environment({**file, "JWT_SECRET_KEY": "direct"}).secret("JWT_SECRET_KEY") == "direct"


def test_only_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "name").write_text("other", encoding="utf-8")
    assert Environment({"APP_NAME_FILE": str(tmp_path / "name")}).text("APP_NAME") == "Moneta"


def test_a_missing_secret_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="SECRET_KEY_FILE"):
        Environment({"SECRET_KEY_FILE": str(tmp_path / "none")}).secret("SECRET_KEY")


def test_a_secret_has_no_default() -> None:
    with pytest.raises(SettingError, match="SECRET_KEY is not set"):
        Environment({}).secret("SECRET_KEY")


def test_a_name_outside_the_table_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Environment({"OTHER": "1"}).text("OTHER")


@pytest.mark.parametrize(
    ("value", "expected"), [("true", True), ("TRUE", True), ("1", True), ("false", False), ("0", False)]
)
def test_flags(value: str, expected: bool) -> None:
    assert Environment({"DEBUG": value}).flag("DEBUG") is expected


def test_a_flag_with_a_default_of_its_own() -> None:
    assert Environment({}).flag("MOCK_BANKS", default=True) is True
    assert Environment({"MOCK_BANKS": "false"}).flag("MOCK_BANKS", default=True) is False


@pytest.mark.parametrize("value", ["maybe", "truee", "2"])
def test_other_flags_are_refused_without_showing_the_value(value: str) -> None:
    with pytest.raises(SettingError) as refusal:
        Environment({"DEBUG": value}).flag("DEBUG")
    assert str(refusal.value) == "DEBUG must be true or false"


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "1_000", "9999999999", "ten", "0"])
def test_numbers_out_of_form_or_range_are_refused(value: str) -> None:
    with pytest.raises(SettingError, match="at least 1"):
        Environment({"JOB_LEASE_SECONDS": value}).number("JOB_LEASE_SECONDS", at_least=1)


def test_numbers() -> None:
    assert Environment({}).number("SYNC_INTERVAL_MINUTES") == 15
    assert Environment({"SYNC_INTERVAL_MINUTES": "0"}).number("SYNC_INTERVAL_MINUTES") == 0


@pytest.mark.parametrize(
    "value", ['["https://a.example", "https://b.example"]', "https://a.example, https://b.example,"]
)
def test_lists_in_both_forms(value: str) -> None:
    env = Environment({"CORS_ALLOWED_ORIGINS": value})
    assert env.words("CORS_ALLOWED_ORIGINS") == ["https://a.example", "https://b.example"]


@pytest.mark.parametrize("value", ["[", "[1]", '["a"'])
def test_broken_lists_are_refused(value: str) -> None:
    with pytest.raises(SettingError, match="CORS_ALLOWED_ORIGINS"):
        Environment({"CORS_ALLOWED_ORIGINS": value}).words("CORS_ALLOWED_ORIGINS")


def test_choices() -> None:
    assert Environment({"REGISTRATION": "Invite"}).choice("REGISTRATION", "open", "invite") == "invite"
    with pytest.raises(SettingError, match="one of open, invite"):
        Environment({"REGISTRATION": "shut"}).choice("REGISTRATION", "open", "invite")


@pytest.mark.parametrize(
    "seed",
    [
        {"ENCRYPTION_KEY": KEY.hex()},
        {"ENCRYPTION_KEY_BASE64": base64.b64encode(KEY).decode()},
        {"ENCRYPTION_KEY_BASE64": base64.urlsafe_b64encode(KEY).decode()},
    ],
)
def test_a_seeds_key_joins_the_ring_behind_ours(seed: dict[str, str]) -> None:
    encoded = base64.b64encode(KEY).decode()
    assert Environment(seed).field_keys() == f"seed:{encoded}"
    assert Environment(seed, {"FIELD_KEYS": "k1:abc"}).field_keys() == f"k1:abc,seed:{encoded}"


@pytest.mark.parametrize(
    "seed", [{"ENCRYPTION_KEY": "zz"}, {"ENCRYPTION_KEY": "00ff"}, {"ENCRYPTION_KEY_BASE64": "?"}]
)
def test_a_seeds_key_of_another_size_is_refused(seed: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="ENCRYPTION_KEY"):
        Environment(seed).field_keys()


def test_no_field_keys_at_all_is_refused() -> None:
    with pytest.raises(SettingError, match="FIELD_KEYS is not set"):
        Environment({}).field_keys()


def test_dotenv(tmp_path: Path) -> None:
    lines = [
        "# note",
        "",
        "APP_NAME = Home ledger # ours",
        "export API_VERSION='2 # two'",
        'SECRET_KEY="a=b"',
        "DEBUG=",
    ]
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    assert environment.read_dotenv(str(tmp_path / ".env")) == {
        "APP_NAME": "Home ledger",
        "API_VERSION": "2 # two",
        "SECRET_KEY": "a=b",
        "DEBUG": "",
    }


def test_dotenv_names_the_line_that_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("APP_NAME=x\nsecret stuff\n", encoding="utf-8")
    with pytest.raises(SettingError, match=r"line 2 of .*\.env is not NAME=value"):
        environment.read_dotenv(str(tmp_path / ".env"))


def test_load_joins_shell_dotenv_and_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MONETA_DATA", "SECRET_KEY", "JWT_SECRET_KEY", "APP_NAME", "MONETA_ENV_FILE"):
        monkeypatch.delenv(name, raising=False)
    data = tmp_path / "ledger"
    data.mkdir()
    (data / "secrets.json").write_text('{"SECRET_KEY": "kept", "JWT_SECRET_KEY": "kept"}', encoding="utf-8")
    (tmp_path / ".env").write_text(
        f"MONETA_DATA={data}\nJWT_SECRET_KEY=dotenv\nAPP_NAME=dotenv\n", encoding="utf-8"
    )
    monkeypatch.setenv("APP_NAME", "shell")

    env, folder = environment.load(tmp_path)

    assert folder == data
    assert [env.text(name) for name in ("SECRET_KEY", "JWT_SECRET_KEY", "APP_NAME")] == [
        "kept",
        "dotenv",
        "shell",
    ]


def test_load_without_anything_uses_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MONETA_DATA", raising=False)
    assert environment.load(tmp_path)[1] == tmp_path / "var"


def test_a_broken_secrets_file_is_named_not_shown(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text("{hidden", encoding="utf-8")
    with pytest.raises(SettingError, match=r"secrets\.json is not JSON") as refusal:
        environment.read_secrets(tmp_path / "secrets.json")
    assert "hidden" not in str(refusal.value)

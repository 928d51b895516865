from __future__ import annotations

import sys
from pathlib import Path

import pytest

from config.launch import checks
from config.launch.place import Place
from config.launch.stamp import DEVELOPMENT, Stamp
from config.tests.launch.places import make_place


@pytest.fixture
def project(tmp_path: Path) -> Place:
    """A folder of one file, looked at with the tools of the environment that these tests run in."""
    make_place(tmp_path)
    place = Place(root=tmp_path, venv=tmp_path / ".venv")
    place.venv.mkdir()
    place.programs.mkdir()
    place.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    place.python.chmod(0o755)
    Stamp().with_installed(tmp_path, DEVELOPMENT).write(place.venv)
    (tmp_path / "pyproject.toml").write_text('[tool.ruff.lint]\nselect = ["F"]\n', encoding="utf-8")
    return place


def test_all_run_even_if_one_fails(project: Place, capfd: pytest.CaptureFixture[str]) -> None:
    (project.root / "one.py").write_text("import os\n", encoding="utf-8")

    assert checks.main(project, ["(ruff)"]) == 1

    lines = capfd.readouterr().out.splitlines()
    assert sorted(line[:6] for line in lines if line.endswith("(ruff)")) == ["FAILED", "ok    "]
    assert any("`os` imported but unused" in line for line in lines)
    assert lines[-1].startswith("1 passed, 1 failed in ")


def test_all_passed(project: Place, capfd: pytest.CaptureFixture[str]) -> None:
    (project.root / "one.py").write_text("ONE = 1\n", encoding="utf-8")

    assert checks.main(project, ["(ruff)"]) == 0

    assert capfd.readouterr().out.splitlines()[-1].startswith("2 passed, 0 failed in ")


def test_no_such_check_is_a_failure(project: Place) -> None:
    assert checks.main(project, ["no-such-check"]) == 1


def test_every_rule_of_the_house_has_its_check() -> None:
    assert [check.name for check in checks.CHECKS] == [
        "types (mypy)",
        "lint (ruff)",
        "format (ruff)",
        "imports (import-linter)",
        "migrations",
        "deployment",
        "schema",
        "security (bandit)",
    ]

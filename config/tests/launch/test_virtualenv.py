from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import types
import venv
from pathlib import Path

import pytest

from config.launch import installer, virtualenv
from config.launch.console import LaunchError
from config.launch.place import Place
from config.launch.stamp import DEVELOPMENT, NAME, RUNTIME, Stamp, python_version
from config.tests.launch.places import make_place, make_wheel


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that pip may take packages from."""
    folder = tmp_path / "wheels"
    for name in ("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    make_wheel(folder, "ledger_one", "1.0")
    make_wheel(folder, "ledger_two", "2.0")
    return folder


@pytest.fixture
def project(tmp_path: Path, wheels: Path) -> Place:
    return make_place(tmp_path, runtime="# ours\nledger-one==1.0\n", development="ledger_two==2.0\n")


@pytest.fixture(scope="module")
def empty_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True, symlinks=True)
    return folder


@pytest.fixture
def project_with_pip(project: Place, empty_environment: Path) -> Place:
    """The same project after `python -m venv .venv`, by hand or by an earlier start."""
    shutil.copytree(empty_environment, project.venv, symlinks=True)
    return project


def without_ensurepip(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Debian's python3 without python3-venv."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)  # an import of it fails


def a_program(path: Path, lines: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)


def make_host(folder: Path, monkeypatch: pytest.MonkeyPatch, *, with_pip: bool) -> None:
    """The Python that environments are made from, with and without a pip of its own."""
    venv.create(folder, with_pip=with_pip, symlinks=True)
    monkeypatch.setattr(sys, "_base_executable", str(folder / "bin" / "python"))


def installed(place: Place, *names: str) -> list[bool]:
    return [
        subprocess.run([place.python, "-c", f"import {name}"], check=False, capture_output=True).returncode
        == 0
        for name in names
    ]


def test_makes_the_environment_and_stamps_it_last(project: Place) -> None:
    virtualenv.ensure(project, RUNTIME)

    assert installed(project, "ledger_one", "ledger_two") == [True, False]
    assert Stamp.read(project.venv).covers(project.root, RUNTIME)
    assert not Stamp.read(project.venv).covers(project.root, DEVELOPMENT)

    virtualenv.ensure(project, DEVELOPMENT)

    assert installed(project, "ledger_one", "ledger_two") == [True, True]
    assert Stamp.read(project.venv).covers(project.root, RUNTIME)
    assert Stamp.read(project.venv).covers(project.root, DEVELOPMENT)


def test_a_second_start_starts_nothing(project: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    virtualenv.ensure(project, RUNTIME)

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(subprocess, "Popen", refuse)
    virtualenv.ensure(project, RUNTIME)


def test_changed_requirements_are_installed(project_with_pip: Place, wheels: Path) -> None:
    virtualenv.ensure(project_with_pip, DEVELOPMENT)
    make_wheel(wheels, "ledger_one", "1.1")
    (project_with_pip.root / RUNTIME).write_text("ledger-one==1.1\n", encoding="utf-8")
    assert installer.unmet(project_with_pip, RUNTIME) == 1

    virtualenv.ensure(project_with_pip, RUNTIME)

    assert installer.unmet(project_with_pip, DEVELOPMENT) == 0
    assert not Stamp.read(project_with_pip.venv).covers(project_with_pip.root, DEVELOPMENT)


def test_an_environment_without_stamp_is_taken_over(
    project_with_pip: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    virtualenv.ensure(project_with_pip, RUNTIME)
    (project_with_pip.venv / NAME).unlink()
    kept = project_with_pip.venv / "kept"
    kept.touch()
    monkeypatch.setenv("PIP_FIND_LINKS", "/nowhere")

    virtualenv.ensure(project_with_pip, RUNTIME)

    assert kept.exists()
    assert Stamp.read(project_with_pip.venv).covers(project_with_pip.root, RUNTIME)


def test_a_half_made_environment_is_finished(project: Place) -> None:
    venv.create(project.venv, with_pip=False)

    virtualenv.ensure(project, RUNTIME)

    assert installed(project, "ledger_one") == [True]


def test_an_environment_of_another_python_is_made_anew(project: Place) -> None:
    virtualenv.ensure(project, RUNTIME)
    (project.venv / NAME).write_text(
        json.dumps({"python": "3.1", "installed": Stamp.read(project.venv).installed}), encoding="utf-8"
    )
    old = project.venv / "old"
    old.touch()
    project.python.unlink()
    a_program(project.python, "echo 3.1")

    virtualenv.ensure(project, RUNTIME)

    assert not old.exists()
    assert Stamp.read(project.venv).python == python_version()
    assert installed(project, "ledger_one") == [True]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"python": "3.11"}', '{"python": "3.11", "installed": 7}'])
def test_a_broken_stamp_counts_as_none(project: Place, text: str) -> None:
    project.venv.mkdir()
    (project.venv / NAME).write_text(text, encoding="utf-8")
    assert Stamp.read(project.venv) == Stamp()


def test_without_ensurepip_the_hosts_pip_installs(
    project: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_host(tmp_path / "host", monkeypatch, with_pip=True)
    without_ensurepip(monkeypatch)

    virtualenv.ensure(project, RUNTIME)

    assert installed(project, "ledger_one", "pip") == [True, False]
    assert Stamp.read(project.venv).covers(project.root, RUNTIME)


def test_without_any_installer_it_says_what_to_do_and_leaves_no_stamp(
    project: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_host(tmp_path / "host", monkeypatch, with_pip=False)
    without_ensurepip(monkeypatch)
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(LaunchError, match="apt install python3-venv"):
        virtualenv.ensure(project, RUNTIME)

    assert Stamp.read(project.venv) == Stamp()


def test_a_failed_install_leaves_no_stamp_and_the_next_start_mends_it(
    project_with_pip: Place, wheels: Path
) -> None:
    wheel = wheels / "ledger_one-1.0-py3-none-any.whl"
    wheel.rename(wheels / "hidden")
    with pytest.raises(LaunchError, match=r"Installing requirements\.txt failed"):
        virtualenv.ensure(project_with_pip, RUNTIME)
    assert Stamp.read(project_with_pip.venv) == Stamp()

    (wheels / "hidden").rename(wheel)
    virtualenv.ensure(project_with_pip, RUNTIME)

    assert Stamp.read(project_with_pip.venv).covers(project_with_pip.root, RUNTIME)


def test_what_leaks_in_from_outside_changes_nothing(
    project_with_pip: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = project_with_pip.root / "elsewhere"
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", str(elsewhere))
    monkeypatch.setenv("PYTHONPATH", str(elsewhere))
    monkeypatch.setenv("PYTHONHOME", "/nowhere")

    virtualenv.ensure(project_with_pip, RUNTIME)

    assert not elsewhere.exists()
    monkeypatch.delenv("PYTHONHOME")
    monkeypatch.delenv("PYTHONPATH")
    assert installed(project_with_pip, "ledger_one") == [True]


def test_two_first_starts_make_one_environment(project: Place) -> None:
    errors: list[BaseException] = []

    def start() -> None:
        try:
            virtualenv.ensure(project, RUNTIME)
        except BaseException as error:  # noqa: BLE001 - handed to the assertion below
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert installed(project, "ledger_one") == [True]


def test_without_any_pip_uv_installs(project: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_host(tmp_path / "host", monkeypatch, with_pip=False)
    without_ensurepip(monkeypatch)
    asked = tmp_path / "asked"
    a_program(tmp_path / "tools" / "uv", f'echo "$@" > {asked}')
    monkeypatch.setenv("PATH", str(tmp_path / "tools"))

    virtualenv.ensure(project, RUNTIME)

    expected = f"pip install --quiet --python {project.python} -r {project.root / RUNTIME}\n"
    assert asked.read_text(encoding="utf-8") == expected


def test_an_ensurepip_that_cannot_be_looked_at_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", types.ModuleType("ensurepip"))
    assert virtualenv.has_ensurepip() is False


def test_a_place_where_nothing_can_be_made_is_said(project: Place) -> None:
    project.venv.write_text("a file", encoding="utf-8")
    with pytest.raises(LaunchError, match="Python could not make"):
        virtualenv.ensure(project, RUNTIME)
    assert project.venv.read_text(encoding="utf-8") == "a file"


def test_a_python_that_does_not_start_is_not_usable(project: Place) -> None:
    project.programs.mkdir(parents=True)
    project.python.symlink_to("/nowhere/python")
    assert virtualenv.is_usable(project) is False

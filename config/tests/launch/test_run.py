from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from config.launch import commands
from config.launch.place import Place
from config.launch.stamp import DEVELOPMENT, RUNTIME
from config.tests.launch.server import ROOT, stamp

RUN = ROOT / "run.py"
ANSWER = "Moneta needs Python 3.11 or newer; this is Python {} and PATH has no newer one.\n"


def old_pythons() -> list[str]:
    """Every Python before 3.11 that this machine happens to have."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    folders += [Path("/usr/bin"), *Path.home().glob(".pyenv/versions/*/bin")]
    names = ["python2.7", *(f"python3.{minor}" for minor in range(4, 11))]
    found = {
        name: str(folder / name) for name in names for folder in folders if is_program(folder / name, name)
    }
    return list(found.values())


def is_program(path: Path, name: str) -> bool:
    """A version manager's shim may stand there with nothing behind it."""
    if not os.access(path, os.X_OK):
        return False
    ask = [str(path), "-c", "import sys; print('python%d.%d' % sys.version_info[:2])"]
    answer: str = subprocess.run(ask, capture_output=True, text=True, check=False).stdout
    return answer.strip() == name


@pytest.mark.parametrize("python", old_pythons())
def test_an_old_python_answers_one_line(python: str) -> None:
    answer = subprocess.run(
        [python, RUN, "demo"], env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False
    )
    version = Path(python).name.removeprefix("python")
    assert (answer.stdout, answer.stderr, answer.returncode) == (ANSWER.format(version), "", 2)


@pytest.mark.parametrize("python", old_pythons())
def test_an_old_python_hands_over_to_a_newer_one(python: str, tmp_path: Path) -> None:
    shim = tmp_path / "shims" / "python3.13"
    shim.parent.mkdir()
    shim.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    shim.chmod(0o755)
    newer = tmp_path / "bin" / "python3.12"  # whatever it is in truth: it is asked
    newer.parent.mkdir()
    newer.symlink_to(sys.executable)
    path = f"{shim.parent}{os.pathsep}{newer.parent}"

    answer = subprocess.run(
        [python, RUN, "help"], env={"PATH": path}, capture_output=True, text=True, check=False
    )

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("python3 run.py <command>\n")


# What came into the language after 2.7; a token of it anywhere in run.py is a SyntaxError there.
NEW_SYNTAX = [
    ("f-strings", r"""(?<![\w"'])[rR]?[fF]["']"""),
    ("annotations", r"def \w+\([^)]*:|\) ->|^\s*\w+: \w+"),
    ("walrus", r":="),
    ("keyword-only arguments", r"def \w+\([^)]*\*,"),
    ("star in a list", r"\[\*|, \*\w+\]"),
    ("match", r"^\s*match .*:$"),
    ("print as statement target", r"print\([^)]*\b(end|file|flush|sep)="),
    ("future annotations", r"from __future__ import annotations"),
    ("nonlocal, async, yield from", r"\bnonlocal\b|\basync\b|\byield from\b"),
]


@pytest.mark.parametrize(("name", "pattern"), NEW_SYNTAX, ids=[name for name, _ in NEW_SYNTAX])
def test_run_py_keeps_to_what_old_pythons_read(name: str, pattern: str) -> None:
    lines = RUN.read_text(encoding="ascii").split('"""', 2)[2].splitlines()
    code = [line for line in lines if not line.strip().startswith(("#", '"""'))]
    assert [line for line in code if re.search(pattern, line)] == []


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Without this run's own pytest options: a run inside it would write over what this one measures."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    environment = {**kept, "MONETA_VENV": sys.prefix}
    return subprocess.run(
        [sys.executable, RUN, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_without_a_command_it_lists_them() -> None:
    answer = run()
    assert answer.returncode == 2
    for command in ("demo", "serve", "test", "check", "bench", "manage"):
        assert f"\n  {command} " in answer.stdout


def test_an_unknown_command_is_named() -> None:
    answer = run("serv")
    assert answer.returncode == 2
    assert answer.stdout.startswith("run.py has no command 'serv'.\n")


def test_ctrl_c_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(_place: Place, _arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(commands.COMMANDS, "wait", wait)
    assert commands.main(["wait"]) == 130


@pytest.fixture
def stamped() -> None:
    stamp()


@pytest.mark.usefixtures("stamped")
def test_manage_passes_everything_on() -> None:
    answer = run("manage", "--version")
    assert (answer.returncode, answer.stdout) == (0, "5.2.19\n"), answer.stderr
    assert run("manage", "no_such_command").returncode == 1


@pytest.mark.usefixtures("stamped")
def test_a_second_start_adds_next_to_nothing() -> None:
    """In processor time, which other work on the machine hardly changes; the command needs most of 1 s."""
    direct = min(processor_seconds("manage.py", "--version") for _ in range(3))
    through = min(processor_seconds("run.py", "manage", "--version") for _ in range(3))
    assert through - direct < 0.3


def processor_seconds(*command: str) -> float:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**settings, "MONETA_VENV": sys.prefix},
        capture_output=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.usefixtures("stamped")
def test_test_passes_everything_on() -> None:
    answer = run("test", "--collect-only", "-q", "config/tests/launch/test_ports.py", "-k", "wanted")
    assert answer.returncode == 0, answer.stdout
    assert "test_ports.py::test_the_wanted_port_is_taken" in answer.stdout


@pytest.mark.usefixtures("stamped")
def test_bench_is_a_command_of_manage() -> None:
    answer = run("bench", "--no-such-option")
    assert answer.returncode != 0
    assert "bench" in answer.stderr


def test_requirements_are_pinned_exactly_and_name_no_index() -> None:
    for name in (RUNTIME, DEVELOPMENT):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert pins
        assert [pin for pin in pins if "==" not in pin or "://" in pin] == []

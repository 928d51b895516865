"""A PostgreSQL server of the test's own, which can be stopped without asking anybody."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

ACCOUNT = "postgres"


def missing() -> str:
    """Why no cluster can be made here; empty when one can."""
    if _programs() is None:
        return "PostgreSQL's server programs (initdb, pg_ctl) are not installed"
    if os.getuid() == 0:
        with contextlib.suppress(KeyError):
            pwd.getpwnam(ACCOUNT)
            return ""
        return "PostgreSQL does not run as root and there is no account postgres"
    return ""


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).parent if on_path else None


class Cluster:
    def __init__(self, folder: Path) -> None:
        self.programs, self.folder = _programs() or Path(), folder
        with socket.create_server(("127.0.0.1", 0)) as unused:
            self.port = unused.getsockname()[1]

    @property
    def url(self) -> str:
        return f"postgresql://{ACCOUNT}@127.0.0.1:{self.port}/postgres"

    @contextlib.contextmanager
    def running(self) -> Iterator[Cluster]:
        if os.getuid() == 0:
            owner = pwd.getpwnam(ACCOUNT)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "--auth=trust", f"--username={ACCOUNT}", "--no-sync", "-D", str(self.folder))
        self._control("start")
        try:
            yield self
        finally:
            self._control("stop")

    def restart(self) -> None:
        """As a crash: open transactions are not waited for."""
        self._control("restart")

    def _control(self, verb: str) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        start = () if verb == "stop" else ("-o", options, "-l", str(self.folder / "server.log"))
        mode = () if verb == "start" else ("-m", "immediate")
        self._run("pg_ctl", verb, "-w", "-D", str(self.folder), *mode, *start)

    def _run(self, program: str, *arguments: str) -> None:
        as_account = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.getuid() == 0 else {}
        subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **as_account,  # type: ignore[call-overload] # the two forms of one call
        )

#!/usr/bin/env python3
"""Moneta's one command: `python3 run.py` lists what it can do.

This file parses on every Python since 2.7, so an old one can say which version is needed; everything else
is in config/launch/, which is imported once the version is known to do.
"""

import os
import subprocess
import sys

NEEDED = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.11")


def newer_python():
    """The path of a Python on PATH that is new enough, or None."""
    for name in CANDIDATES:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK) and is_new_enough(path):
                return path
    return None


def is_new_enough(path):
    """Asked of the program itself: a version manager leaves names on PATH with nothing behind them."""
    question = "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 1)"
    with open(os.devnull, "w") as silence:
        try:
            return subprocess.call([path, "-c", question], stdout=silence, stderr=silence) == 0
        except OSError:
            return False


def main():
    if sys.version_info < NEEDED:
        path = newer_python()
        if path is None:
            print(
                "Moneta needs Python 3.11 or newer; this is Python %d.%d and PATH has no newer one."
                % sys.version_info[:2]
            )
            return 2
        sys.stdout.flush()
        os.execv(path, [path, os.path.abspath(__file__)] + sys.argv[1:])
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from config.launch.commands import main as launch

    return launch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

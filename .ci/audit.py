"""Known vulnerabilities of what is pinned, by pip-audit; without advisory data it reads like clean.

So what it skipped is counted. All packages looked up and none vulnerable: 0. A vulnerable one, or some looked
up and others not: 1. None looked up, because no advisories can be reached from here: 77, and it says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import Any

NOT_DONE = 77


def audit(requirements: str) -> list[dict[str, Any]] | None:
    """One entry per package; None when pip-audit could not work at all."""
    command = ["pip_audit", "--requirement", requirements, "--no-deps", "--disable-pip", "--format=json"]
    done = subprocess.run(
        [sys.executable, "-m", *command, "--progress-spinner=off", "--timeout=15"],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(done.stderr.strip()[-500:])
        return None
    return packages


def verdict(packages: list[dict[str, Any]] | None) -> tuple[int, str]:
    if packages is None:
        return NOT_DONE, "advisories could not be reached: 0 packages audited"
    vulnerable = [package["name"] for package in packages if package.get("vulns")]
    skipped = [package for package in packages if "skip_reason" in package]
    if vulnerable:
        return 1, f"vulnerable: {', '.join(vulnerable)}"
    if len(skipped) == len(packages):
        reasons = Counter(package["skip_reason"].split(":")[0] for package in skipped)
        return NOT_DONE, f"0 of {len(packages)} packages audited, {len(skipped)} skipped ({dict(reasons)})"
    if skipped:
        return 1, f"skipped: {', '.join(package['name'] for package in skipped)}"
    return 0, f"{len(packages)} packages audited, none has a known vulnerability"


def main() -> int:
    code, text = verdict(audit("requirements.txt"))
    print(text)
    return code


if __name__ == "__main__":
    sys.exit(main())

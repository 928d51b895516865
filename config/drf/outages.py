"""Tells a database that is away, busy or full, and a row that is gone meanwhile, from a mistake of ours."""

from __future__ import annotations

import re

RETRY_AFTER = 2.0

# Classes of SQLSTATE: connection, resources, lock not available, operator intervention (shutdown, statement
# timeout), rollback (serialization failure, deadlock).
_STATES = ("08", "53", "55P03", "57", "40")
_SQLITE = re.compile(r"locked|busy|unable to open|disk|readonly database", re.IGNORECASE)


def is_outage(problem: BaseException) -> bool:
    """True for an OperationalError or InterfaceError that is not the statement's own fault."""
    cause = problem.__cause__ or problem
    if type(cause).__module__.startswith("sqlite3"):
        return bool(_SQLITE.search(str(cause)))
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_STATES)


def is_orphan(problem: BaseException) -> bool:
    """True for an IntegrityError of a row whose owner or other end was removed at the same moment."""
    cause = problem.__cause__ or problem
    return getattr(cause, "sqlstate", None) == "23503" or "FOREIGN KEY constraint failed" in str(cause)

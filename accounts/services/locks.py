"""One writer of a person's sign-ins and profile at a time."""

from __future__ import annotations

from accounts.models import User
from config.lib.errors import Unauthenticated


def lock_person(user_id: int) -> None:
    """Hold the person's row until the end of the surrounding transaction; `Unauthenticated` when it is gone.

    Every service of accounts that writes several rows of one person takes this first, erasure too: so none
    waits for another in a circle. Rows of other apps that name the person can still be inserted meanwhile.
    """
    if not User.objects.select_for_update(no_key=True).filter(pk=user_id).values_list("pk").first():
        raise Unauthenticated

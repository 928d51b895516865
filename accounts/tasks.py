"""What accounts does by itself."""

from __future__ import annotations

from datetime import timedelta

from accounts.services.api_tokens import prune_api_tokens
from accounts.services.attempts import prune_attempts
from accounts.services.email_requests import KIND, answer_request, prune_requests
from accounts.services.invitations import prune_invitations
from accounts.services.oauth_states import prune_states
from accounts.services.sessions import prune_sessions
from config.jobs.models import Job
from config.jobs.registry import register


def prune(_job: Job) -> None:
    prune_sessions()
    prune_attempts()
    prune_api_tokens()
    prune_states()
    prune_invitations()
    prune_requests()


register("accounts.prune", prune, every=timedelta(days=1))
register(KIND, answer_request)

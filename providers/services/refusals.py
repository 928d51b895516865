"""What a person hears when a bank fails while they wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from config.lib.errors import BadGateway, Invalid, Unavailable
from providers.domain import contract


@contextmanager
def explained(*, field: str = "") -> Iterator[None]:
    """Turns an error of a provider into an answer; `field` is what was wrong when the bank declined it.

    Without a field a refusal is between the bank and whoever set up this server: `BadGateway`.
    """
    try:
        yield
    except contract.RateLimited as error:
        raise Unavailable("The bank is busy", retry_after=error.retry_after or 60) from error
    except contract.Unavailable as error:
        raise Unavailable("The bank cannot be reached", retry_after=30) from error
    except (contract.Declined, contract.AuthExpired) as error:
        if not field:
            raise BadGateway("The bank refused the request", detail=_code(error)) from error
        raise Invalid("The bank refused the request", errors={field: ["Unknown, used or expired"]}) from error
    except contract.ProviderError as error:
        raise BadGateway("The bank's answer cannot be read") from error


def _code(error: contract.ProviderError) -> str | None:
    return f"The bank says {error.code}." if error.code else None

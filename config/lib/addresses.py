"""Internet addresses that everybody may call, as against those of this machine and its neighbours."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

MOST = 4
# Unicast that is routed; all else carries no site, or an IPv4 address inside (mapped, NAT64).
_GLOBAL_UNICAST = IPv6Network("2000::/3")


class UnknownHost(OSError):  # noqa: N818 - reads as an answer
    """The name has no address, or its name server does not answer."""


class NotPublic(ValueError):  # noqa: N818 - the same
    """At least one address of the host is not public."""


def public_addresses(name: str, port: int) -> tuple[str, ...]:
    """The addresses of a name, or that of a literal in any spelling; all of them must be public."""
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnknownHost(name) from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(is_public(address) for address in addresses):
        raise NotPublic(name)
    return addresses[:MOST]


def is_public(text: str) -> bool:
    address = ip_address(text)
    if isinstance(address, IPv6Address) and not _is_plain(address):
        return False
    return address.is_global and not address.is_multicast


def _is_plain(address: IPv6Address) -> bool:
    """No tunnel: 6to4 and Teredo addresses lead to the IPv4 address inside."""
    inside: IPv4Address | None = address.sixtofour
    return address in _GLOBAL_UNICAST and inside is None and address.teredo is None

"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """The peer, or what the nearest `TRUSTED_PROXY_HOPS` proxies say; never what the client itself says."""
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    hops = settings.TRUSTED_PROXY_HOPS
    if not hops:
        return peer
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(forwarded) < hops:
        return peer
    claimed = _address(forwarded[-hops])
    return peer if claimed == UNKNOWN else claimed


def client_network(request: HttpRequest) -> str:
    """The address as a limit counts it: one IPv6 subscriber holds a whole /64."""
    address = client_address(request)
    if address != UNKNOWN and isinstance(ip_address(address), IPv6Address):
        return str(ip_network(f"{address}/64", strict=False))
    return address


def _address(text: str) -> str:
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return UNKNOWN
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)

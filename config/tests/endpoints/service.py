"""api.md §1."""

from __future__ import annotations

from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import INSTANT, Keyed, OneOf

HEALTHY = {"status": "healthy", "timestamp": INSTANT, "version": str}
ABOUT = {"name": "Moneta", "version": str, "status": "running", "docs": "/docs", "redoc": "/redoc"}
READY = {
    "status": OneOf(("ready", "degraded")),
    "timestamp": INSTANT,
    "version": str,
    "checks": Keyed(dict),
}
DOCUMENT = {
    "openapi": "3.1.1",
    "info": dict,
    "paths": Keyed(dict),
    "components": {"schemas": Keyed(dict), "securitySchemes": Keyed(dict)},
}
PAGE = "<!doctype html>"

TABLE = [
    Endpoint(call="GET ", mounts=("", "/api"), public=True, shape=ABOUT),
    Endpoint(call="GET health", public=True, shape=HEALTHY),
    Endpoint(call="GET healthz", public=True, shape=HEALTHY),
    Endpoint(call="GET readyz", public=True, shape=READY),
    Endpoint(call="GET metrics", mounts=("",), public=True, media="text/plain", shape="# HELP "),
    Endpoint(call="GET openapi.json", public=True, shape=DOCUMENT),
    Endpoint(call="GET schema", public=True, shape=DOCUMENT),
    Endpoint(call="GET docs", mounts=("",), public=True, media="text/html", shape=PAGE),
    Endpoint(call="GET redoc", mounts=("",), public=True, media="text/html", shape=PAGE),
]

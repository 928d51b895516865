"""The OpenAPI document.

    @operation("transactions_search", tag="Transactions", summary="Search", query=SearchQuery,
               answers={200: PageOf[TransactionOut]}, errors=(404,), examples={200: {…}})
    def get(self, request: Request) -> HttpResponse: …

An `OwnedViewSet` with `noun` and `tag` documents its actions by itself; `@operation` on a method wins. A view
under `/api/` without either fails `manage.py spectacular --fail-on-warn`. `@extend_schema` is not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from drf_spectacular.drainage import warn
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentIdentity, ComponentRegistry, ResolvedComponent
from rest_framework.permissions import AllowAny

from config.drf.errors import SENTENCES
from config.drf.jsonschema import Components, Schema
from config.drf.operations import Operation, operation, standard_operation
from config.drf.parameters import header_parameters, path_parameters, query_parameters

__all__ = ["OperationSchema", "keep_api", "operation"]

JSON = "application/json"
ERROR = {"$ref": "#/components/schemas/Error"}
REASONS = SENTENCES | {
    409: "Conflict with what is there, or the same request is still running",
    422: "The Idempotency-Key was used with another request",
    502: "A service that we asked failed",
}
_documents: WeakKeyDictionary[ComponentRegistry, Components] = WeakKeyDictionary()
Endpoint = tuple[str, str, str, Any]


def keep_api(endpoints: Iterable[Endpoint], **_: Any) -> list[Endpoint]:
    """Each path once: under `/api/`, without what `/api/finance/` repeats and without the optional slash."""
    found = [
        (path.rstrip("/"), regex, method, callback)
        for path, regex, method, callback in endpoints
        if path.startswith("/api/")
    ]
    paths = {path for path, *_ in found}
    return [each for each in found if (own := _without_alias(each[0])) == each[0] or own not in paths]


def _without_alias(path: str) -> str:
    return path.replace("/api/finance/", "/api/", 1)


class OperationSchema(AutoSchema):
    """Builds each operation from what `@operation` says; nothing is guessed from serializers."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Schema | None:
        handler = self._handler(method)
        about = getattr(handler, "operation", None) or standard_operation(self.view, self._action(method))
        if about is None:
            warn(f"{method} {path} has no @operation")
            return None
        self.components = _components(registry)
        described = {
            "operationId": about.id,
            "summary": about.summary,
            "description": about.description,
            "tags": [about.tag] if about.tag else [],
            "parameters": self._parameters(path, about, handler),
            "requestBody": self._request_body(about),
        }
        responses = self._responses(path, about, handler)
        _register(self.components, registry)
        return {
            **{key: value for key, value in described.items() if value},
            "security": [{"bearer": []}, {"cookie": []}] if self._is_private() else [],
            "responses": responses,
        }

    def _action(self, method: str) -> str:
        return getattr(self.view, "action", None) or method.lower()

    def _handler(self, method: str) -> Any:
        return getattr(self.view, self._action(method))

    def _is_private(self) -> bool:
        return any(permission is not AllowAny for permission in self.view.permission_classes)

    def _parameters(self, path: str, about: Operation, handler: Any) -> list[Schema]:
        filters = getattr(self.view, "filters", None) if self._action("get") == "list" else None
        return [
            *path_parameters(path, about.path),
            *query_parameters(about.query, filters, self.components),
            *header_parameters(handler),
        ]

    def _request_body(self, about: Operation) -> Schema | None:
        if about.body is None and not about.files:
            return None
        schema = self.components.schema_of(about.body or {"type": "object"})
        if about.files:
            parts = {
                name: {"type": "string", "contentMediaType": "application/octet-stream"}
                for name in about.files
            }
            files = {"type": "object", "properties": parts, "required": list(about.files)}
            properties, required = self.components.properties_of(about.body) if about.body else ({}, set())
            schema = {
                **files,
                "properties": {**parts, **properties},
                "required": [*about.files, *sorted(required)],
            }
        optional = not about.files and self._may_be_empty(about.body)
        if optional:
            schema = {"anyOf": [schema, {"type": "null"}]}
        media = "multipart/form-data" if about.files else JSON
        return {"required": not optional, "content": {media: _content(schema, about.examples.get("request"))}}

    def _may_be_empty(self, body: Any) -> bool:
        """No body and `null` count as `{}`, which is all that such a body needs."""
        return isinstance(body, type) and not self.components.properties_of(body)[1]

    def _responses(self, path: str, about: Operation, handler: Any) -> Schema:
        responses: Schema = {}
        for key, annotation in about.answers.items():
            status, media = key if isinstance(key, tuple) else (key, JSON)
            responses[str(status)] = {"description": _reason(status)}
            if annotation is not None:
                content = _content(self.components.schema_of(annotation), about.examples.get(status))
                responses[str(status)]["content"] = {media: content}
        if getattr(handler, "conditional", False):
            responses["304"] = {"description": "Not modified"}
        for status in sorted(self._errors(path, about, handler)):
            responses.setdefault(
                str(status), {"description": _reason(status), "content": {JSON: {"schema": ERROR}}}
            )
        return responses

    def _errors(self, path: str, about: Operation, handler: Any) -> set[int]:
        found = {400, 405, 429, 500, 503, *about.errors}
        if self._is_private():
            found |= {401, 403}
        if "{" in path:
            found.add(404)
        if about.body is not None or about.files:
            found |= {413, 415}
        if getattr(handler, "idempotent", False):
            found |= {409, 413, 415, 422}
        return found


def _components(registry: ComponentRegistry) -> Components:
    return _documents.setdefault(registry, Components())


def _register(components: Components, registry: ComponentRegistry) -> None:
    for name, schema in components.schemas.items():
        owner: Any = ComponentIdentity(components.owners[name])  # type: ignore[no-untyped-call] # untyped library
        component = ResolvedComponent(name, "schemas", schema, owner)  # type: ignore[no-untyped-call] # the same
        registry.register_on_missing(component)


def _content(schema: Schema, example: Any) -> Schema:
    return {"schema": schema} if example is None else {"schema": schema, "example": example}


def _reason(status: int) -> str:
    standard = {200: "Done", 201: "Created", 202: "Accepted", 204: "Done, no content"}
    return standard.get(status) or REASONS.get(status, "Refused")

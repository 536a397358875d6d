"""The OpenAPI document of the feed, true to the letter."""

from functools import cache
from typing import Any

from django.conf import settings
from ninja import NinjaAPI

PROBLEM = "application/problem+json"


@cache
def description_of(api: NinjaAPI, address: str) -> dict[str, Any]:
    """What is served at `address`.

    Ninja says that problems are `application/json`, and that a parameter that may be left out may be null.
    """
    described: dict[str, Any] = {**api.get_openapi_schema(path_prefix="")}
    for door in described["paths"].values():
        for parameter in door["get"]["parameters"]:
            parameter["schema"] = without_null(parameter["schema"])
        for status, response in door["get"]["responses"].items():
            if int(status) >= 400:
                response["content"] = {PROBLEM: response["content"]["application/json"]}
    return {**described, "servers": [{"url": f"{settings.PUBLIC_URL}{address}"}]}


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query has no null: what is left out is left out."""
    choices = [choice for choice in schema.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return {**choices[0], **rest}

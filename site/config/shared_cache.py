"""The shared cache (Redis or Valkey), and what happens while it is away."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

logger = logging.getLogger("lantern.cache")
AWAY = (RedisConnectionError, RedisTimeoutError)
SECONDS_BETWEEN_TRIES = 1.0


class SharedCache(RedisCache):
    """Redis, and this process's memory while Redis does not answer.

    Pages stay up, and guesses are still counted, by each process for itself. What stood in Redis counts again once
    it is back.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_connect_timeout": 1, "socket_timeout": 1, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._memory = LocMemCache("while-the-shared-cache-is-away", {})
        self._away_until = 0.0

    def _either(self, shared: Callable[..., Any], name: str, *arguments: Any, **options: Any) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                found = shared(*arguments, **options)
            except AWAY as error:
                if not self._away_until:
                    logger.warning("The shared cache does not answer: %s", type(error).__name__)
                self._away_until = time.monotonic() + SECONDS_BETWEEN_TRIES
            else:
                self._is_back()
                return found
        return getattr(self._memory, name)(*arguments, **options)

    def _is_back(self) -> None:
        if self._away_until:
            self._away_until = 0.0
            # What was kept meanwhile must not be found again at the next outage.
            self._memory.clear()


def _with_memory(name: str) -> Callable[..., Any]:
    def method(self: SharedCache, *arguments: Any, **options: Any) -> Any:
        shared = getattr(super(SharedCache, self), name)
        return self._either(shared, name, *arguments, **options)

    method.__name__ = name
    method.__doc__ = f"`{name}` of Redis, or of this process's memory."
    return method


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(SharedCache, _name, _with_memory(_name))

"""Redis, without which readers read on."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.core.cache.backends.redis import RedisCache as DjangosRedisCache
from redis import exceptions
from redis.backoff import NoBackoff
from redis.retry import Retry

# One reader waits for a server that is gone; the next ones leave it alone for a while.
PATIENCE_SECONDS = 0.5
LEFT_ALONE_SECONDS = 5


class RedisCache(DjangosRedisCache):
    # Wagtail keeps here what the database knows as well. All the rest counts attempts: whoever
    # cannot count lets nobody in.
    known_elsewhere = "wagtail"
    gone_until: ClassVar[float] = 0

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        options = {
            "socket_connect_timeout": PATIENCE_SECONDS,
            "socket_timeout": PATIENCE_SECONDS,
            "retry": Retry(NoBackoff(), retries=1),
        }
        super().__init__(server, params | {"OPTIONS": options | params.get("OPTIONS", {})})

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with self._reading_on([key]) as is_there:
            if is_there:
                return super().get(key, default, version)
        return default

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        names = list(keys)
        with self._reading_on(names) as is_there:
            if is_there:
                return super().get_many(names, version)
        return {}

    def set(self, key: str, value: Any, *rest: Any, **more: Any) -> None:
        with self._reading_on([key]) as is_there:
            if is_there:
                super().set(key, value, *rest, **more)

    def add(self, key: str, value: Any, *rest: Any, **more: Any) -> bool:
        with self._reading_on([key]) as is_there:
            if is_there:
                return super().add(key, value, *rest, **more)
        return True

    def set_many(self, data: dict[str, Any], *rest: Any, **more: Any) -> list[str]:
        with self._reading_on(data) as is_there:
            if is_there:
                return super().set_many(data, *rest, **more)
        return list(data)

    @contextmanager
    def _reading_on(self, keys: Iterable[str]) -> Iterator[bool]:
        """Whether to ask Redis; that it is gone is no error for what is known elsewhere."""
        if not all(key.startswith(self.known_elsewhere) for key in keys):
            yield True
            return
        try:
            yield time.monotonic() >= RedisCache.gone_until
        except (exceptions.ConnectionError, exceptions.TimeoutError):
            RedisCache.gone_until = time.monotonic() + LEFT_ALONE_SECONDS


class PagesRedisCache(RedisCache):
    """Pages for anonymous readers: every one of them can be made anew."""

    known_elsewhere = ""

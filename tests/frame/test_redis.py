"""The cache of production on a real Redis, and without one."""

import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from redis import Redis, exceptions

from gideonsbende import caches
from gideonsbende.caches import RedisCache
from lessons.models import LessonPage

from ..browser.server import free_port
from ..programs import REDIS

READ = ("/", "/lessen/", "/praktijkvoorbeelden/", "/zoeken/?q=bewoners")


@pytest.fixture
def redis(content, settings, monkeypatch) -> Iterator[Redis]:
    """A server that this test may stop."""
    port = free_port()
    command = [REDIS.path, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    monkeypatch.setattr(RedisCache, "gone_until", 0)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            client = Redis(port=port)
            _wait_for(client, server)
            settings.CACHES = {
                alias: {
                    "BACKEND": f"gideonsbende.caches.{backend}",
                    "LOCATION": f"redis://127.0.0.1:{port}/0",
                    "KEY_PREFIX": alias,
                    # A busy machine is no server that is gone.
                    "OPTIONS": {"socket_timeout": 10, "socket_connect_timeout": 10},
                }
                for alias, backend in (("default", "RedisCache"), ("pages", "PagesRedisCache"))
            }
            settings.PAGE_CACHE_SECONDS = 300
            yield client
        finally:
            server.kill()
            client.close()


def _wait_for(client: Redis, server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            client.ping()
        except exceptions.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("redis-server stopped by itself")


def _stop(redis: Redis) -> None:
    redis.shutdown(nosave=True)


def test_attempts_at_the_same_moment_are_all_counted(redis):
    cache.add("attempts", 0)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _number: cache.incr("attempts"), range(200)))
    assert cache.get("attempts") == 200


def test_site_is_ready_with_redis_and_says_what_is_missing_without(redis, client):
    assert client.get("/readyz").status_code == 200
    _stop(redis)
    assert client.get("/readyz").json() == {"ready": False, "missing": ["cache"]}


def test_readers_read_on_without_redis(redis, client):
    addresses = [*READ, LessonPage.objects.get(number=1).url]
    _stop(redis)
    assert {client.get(address).status_code for address in addresses} == {200}


def test_reader_who_found_it_gone_is_the_only_one_who_waits(redis, client, monkeypatch):
    monkeypatch.setattr(caches, "LEFT_ALONE_SECONDS", 600)
    _stop(redis)
    client.get("/")
    waited_until = RedisCache.gone_until
    client.get("/lessen/")
    assert waited_until == RedisCache.gone_until > 0


def test_nobody_logs_in_uncounted(redis, client, anna, mailoutbox):
    _stop(redis)
    client.raise_request_exception = False
    assert client.post("/account/login/", {"login": anna.email}).status_code == 500
    assert not mailoutbox

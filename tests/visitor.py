"""Somebody before the real site, at an address of this machine that cannot be forged."""

import re

import requests
from requests.adapters import HTTPAdapter


class _From(HTTPAdapter):
    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args, **kwargs) -> None:
        super().init_poolmanager(*args, source_address=(self.address, 0), **kwargs)


class Visitor(requests.Session):
    """A browser with cookies of its own. Linux answers at all of 127.0.0.0/8."""

    def __init__(self, site: str, address: str = "127.0.0.1") -> None:
        super().__init__()
        self.site = site
        self.mount("http://", _From(address))
        # Every request may be answered by another process.
        self.headers["Connection"] = "close"

    def open(self, path: str, **options) -> requests.Response:
        return self.get(self.site + path, timeout=60, **options)

    def send_form(self, path: str, token: str, **data) -> requests.Response:
        return self.post(self.site + path, data | {"csrfmiddlewaretoken": token}, timeout=60)

    def fill_in(self, path: str, **data) -> requests.Response:
        """Open a form and send it."""
        return self.send_form(path, token_of(self.open(path).text), **data)


def token_of(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, "There is no form on this page."
    return found[1]

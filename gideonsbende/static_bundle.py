"""One style sheet per page without a build step: imports are put in place at collectstatic."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css", "css/members.css", "css/search.css", "css/room.css")
IMPORT = re.compile(
    r'@import\s+(?:url\()?"(?P<path>[^"]+)"\)?(?:\s+layer\((?P<layer>[^)]+)\))?\s*;'
)


class _Finished:
    """Stands in for a source storage that holds one finished file."""

    def __init__(self, content: str) -> None:
        self.content = content

    def open(self, _name: str) -> ContentFile:
        return ContentFile(self.content.encode())


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed files, and the bundles in one minified file each."""

    def create_compressor(self, **options: Any) -> Compressor:
        return super().create_compressor(**options, use_brotli=settings.STATIC_BROTLI)

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        for name in BUNDLES:
            if name in paths:
                paths[name] = (_Finished(bundle(name)), name)
        yield from super().post_process(paths, *args, **kwargs)


def bundle(name: str) -> str:
    """The static file ``name`` with its imports in place, in their layers, minified."""
    source = finders.find(name)
    if not isinstance(source, str):
        raise FileNotFoundError(name)
    return _with_imports(Path(source))


def _with_imports(path: Path) -> str:
    """The file and what it imports, each minified by itself.

    Within a layer, rcssmin would take the rule ``nav :is(a)`` for a declaration and glue it.
    """
    text = path.read_text(encoding="utf-8")
    parts, read_until = [], 0
    for found in IMPORT.finditer(text):
        content = _with_imports(path.parent / found["path"])
        in_layer = f"@layer {found['layer']}{{{content}}}" if found["layer"] else content
        parts += [cssmin(text[read_until : found.start()]), in_layer]
        read_until = found.end()
    return "".join([*parts, cssmin(text[read_until:])])

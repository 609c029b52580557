"""One style sheet per page without a build step: imports are put in place at collectstatic."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css", "css/members.css", "css/search.css")
IMPORT = re.compile(r'@import\s+(?:url\()?"(?P<path>[^"]+)"\)?(?:\s+layer\((?P<layer>[^)]+)\))?\s*;')


class _Finished:
    """Stands in for a source storage that holds one finished file."""

    def __init__(self, content: str) -> None:
        self.content = content

    def open(self, _name: str) -> ContentFile:
        return ContentFile(self.content.encode())


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed files, and the bundles in one minified file each."""

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
    return cssmin(_with_imports(Path(source)))


def _with_imports(path: Path) -> str:
    def put_in_place(found: re.Match[str]) -> str:
        content = _with_imports(path.parent / found["path"])
        return f"@layer {found['layer']} {{\n{content}\n}}" if found["layer"] else content

    return IMPORT.sub(put_in_place, path.read_text(encoding="utf-8"))

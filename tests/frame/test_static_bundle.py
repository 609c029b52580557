"""The style sheet a reader gets is one small file that says the same as our many."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from gideonsbende import static_bundle
from gideonsbende.static_bundle import bundle


@pytest.fixture
def sheets(tmp_path, settings):
    """Put style sheets in a folder of static files of their own."""
    folder = tmp_path / "source"
    settings.STATICFILES_DIRS = [folder]

    def write(**files: str) -> None:
        for name, text in files.items():
            path = folder / "css" / f"{name}.css"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    return write


def test_imports_are_put_in_place_within_their_layer(sheets):
    sheets(site='@layer base;\n@import url("base.css") layer(base);', base="a { color: red; }")
    assert bundle("css/site.css") == "@layer base;@layer base{a{color:red}}"


def test_import_within_an_import_is_put_in_place(sheets):
    sheets(site='@import "one.css";', one='@import "two.css";', two="a{top:0}")
    assert bundle("css/site.css") == "a{top:0}"


def test_descendant_stays_a_descendant_within_a_layer(sheets):
    sheets(site='@import "nav.css" layer(components);', nav="nav :is(a, button) { top: 0 }")
    assert bundle("css/site.css") == "@layer components{nav :is(a,button){top:0}}"


@pytest.mark.parametrize("name", static_bundle.BUNDLES)
def test_nothing_is_left_to_import(name):
    assert "@import" not in bundle(name)


def test_every_component_is_in_a_bundle():
    sheets = [Path(finders.find(name)) for name in static_bundle.BUNDLES]
    imported = "".join(sheet.read_text() for sheet in sheets)
    for component in sheets[0].parent.glob("components/*.css"):
        assert f'"components/{component.name}"' in imported, component.name


def test_missing_style_sheet_is_an_error():
    with pytest.raises(FileNotFoundError):
        bundle("css/there-is-none.css")


def test_collected_bundle_has_a_hashed_name_and_is_small(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "gideonsbende.static_bundle.BundledStaticFilesStorage"}
    }
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"]
    collected = settings.STATIC_ROOT / names["css/site.css"]
    assert names["css/site.css"] != "css/site.css"
    assert "@import" not in collected.read_text()
    assert collected.with_suffix(".css.gz").exists()
    assert collected.stat().st_size <= len(bundle("css/site.css")) + 200

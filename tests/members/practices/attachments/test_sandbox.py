"""A file that breaks its reader breaks a process of its own, and the member is told what to do."""

from io import BytesIO

import pytest
from PIL import Image

from members.practices.attachments import sandbox
from members.practices.attachments.refused import RefusedError

from ..files import CLEANED, REFUSED


@pytest.mark.parametrize("name", ["foto.webp", "script.pdf"])
def test_file_comes_back_made_anew(name):
    kind = name.rpartition(".")[2]
    clean = sandbox.scrubbed(CLEANED[name], kind)
    assert clean == sandbox.made_anew(CLEANED[name], kind)
    assert b"kanarie" not in clean


def test_refusal_comes_back_as_it_was_said():
    with pytest.raises(RefusedError, match="beveiligd"):
        sandbox.scrubbed(REFUSED["beveiligd.pdf"], "pdf")


@pytest.mark.parametrize("name", ["bom.webp", "eindeloos.pdf"])
def test_flood_and_bomb_are_refused(name):
    with pytest.raises(RefusedError):
        sandbox.scrubbed(REFUSED[name], name.rpartition(".")[2])


def test_process_stops_at_its_limit(monkeypatch, tmp_path):
    """With little memory an ordinary photo is too much, and nothing else breaks."""
    large = BytesIO()
    Image.new("RGB", (6000, 6000)).save(large, "PNG")
    names = ("images", "refused", "sandbox")
    used = [f"members/practices/attachments/{name}.py" for name in names]
    for path in (*used, "lessons/pictures.py"):
        source = (sandbox.ROOT / path).read_text()
        tight = source.replace("MEMORY = 1024**3", "MEMORY = 120 * 1024**2")
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(tight)
    monkeypatch.setattr(sandbox, "ROOT", tmp_path)
    with pytest.raises(RefusedError, match="te groot"):
        sandbox.scrubbed(large.getvalue(), "png")

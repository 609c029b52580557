"""Models of the frame live in the room that uses them; Django looks for them here."""

from .search.models import Entry, TitleWord

__all__ = ["Entry", "TitleWord"]

"""What editors write: page types, topics and the site's settings."""

from .content_record import LoadedContent
from .example import ExampleIndexPage, ExamplePage, ExampleTopic
from .home import HomePage
from .lesson import LessonIndexPage, LessonPage
from .media import CustomDocument, CustomImage, Rendition
from .meeting import MeetingIndexPage, MeetingPage
from .plain import PlainPage
from .site_settings import SiteSettings
from .topic import Synonym, Topic

__all__ = [
    "CustomDocument",
    "CustomImage",
    "ExampleIndexPage",
    "ExamplePage",
    "ExampleTopic",
    "HomePage",
    "LessonIndexPage",
    "LessonPage",
    "LoadedContent",
    "MeetingIndexPage",
    "MeetingPage",
    "PlainPage",
    "Rendition",
    "SiteSettings",
    "Synonym",
    "Topic",
]

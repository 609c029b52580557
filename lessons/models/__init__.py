"""What editors write: page types, topics and the site's settings."""

from .content_record import LoadedContent
from .example import ExampleIndexPage, ExamplePage, ExampleTopic
from .home import HomePage
from .lesson import LessonIndexPage, LessonPage
from .meeting import MeetingIndexPage, MeetingPage
from .plain import PlainPage
from .site_settings import SiteSettings
from .topic import Synonym, Topic

__all__ = [
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
    "SiteSettings",
    "Synonym",
    "Topic",
]

from .comment import Comment, Recognition, Report
from .draft import Draft, Submission
from .files import PracticeFile, StoredFile
from .practice import Audience, Kind, Origin, Practice, PracticeTopic, Residents
from .promotion import Promotion
from .trial import Plan, Result, Trial

__all__ = [
    "Audience",
    "Comment",
    "Draft",
    "Kind",
    "Origin",
    "Plan",
    "Practice",
    "PracticeFile",
    "PracticeTopic",
    "Promotion",
    "Recognition",
    "Report",
    "Residents",
    "Result",
    "StoredFile",
    "Submission",
    "Trial",
]

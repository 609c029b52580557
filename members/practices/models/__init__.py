from .draft import Draft, Submission
from .files import PracticeFile, StoredFile
from .practice import Audience, Kind, Practice, PracticeTopic, Residents

__all__ = [
    "Audience",
    "Draft",
    "Kind",
    "Practice",
    "PracticeFile",
    "PracticeTopic",
    "Residents",
    "StoredFile",
    "Submission",
]

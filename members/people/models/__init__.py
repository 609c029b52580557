from .application import Application
from .colleague_request import AskedColleague, ColleagueRequest
from .invitation import Invitation
from .membership import Membership
from .profile import Photo, Profile, ProfileTopic
from .user import User, UserManager

__all__ = [
    "Application",
    "AskedColleague",
    "ColleagueRequest",
    "Invitation",
    "Membership",
    "Photo",
    "Profile",
    "ProfileTopic",
    "User",
    "UserManager",
]

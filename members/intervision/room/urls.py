"""Below /intervisie/groep/ the room of a group, and the same room to practise in."""

from django.urls import URLPattern, path

from ..harvest import closing_views, intention_views
from ..harvest import views as harvest_views
from . import contribution_views
from . import views as room_views


def _of_room(folder: str, prefix: str, *, is_trial: bool) -> list[URLPattern]:
    views = {
        "": (room_views.room, "room"),
        "akkoord/": (room_views.agree, "agree"),
        "aanwezig/": (room_views.present, "room_present"),
        "zet/": (room_views.move, "room_move"),
        "bewaren/": (contribution_views.keep, "room_keep"),
        "schrijven/": (contribution_views.write, "room_write"),
    }
    how = {"is_trial": is_trial}
    return [
        path(f"<str:key>/{folder}{end}", view, how, name=prefix + name)
        for end, (view, name) in views.items()
    ]


_REAL = {"is_trial": False}
# The polls stand apart: the middleware that asks whether an editor has a second factor costs a
# question, and here the open room proves that.
polls = [
    path("<str:key>/", room_views.state, {"is_trial": False}, name="room_state"),
    path("<str:key>/oefenen/", room_views.state, {"is_trial": True}, name="trial_room_state"),
]
urlpatterns = [
    *_of_room("", "", is_trial=False),
    *_of_room("oefenen/", "trial_", is_trial=True),
    path("<str:key>/oefenen/opnieuw/", room_views.again, {"is_trial": True}, name="trial_again"),
    path("<str:key>/nazorg/", closing_views.after, _REAL, name="after_meeting"),
    path("<str:key>/terugblik/", closing_views.evaluate, _REAL, name="evaluate_meeting"),
    path("<str:key>/voornemen/", closing_views.intend, _REAL, name="intend"),
    path("<str:key>/verlaten/", closing_views.leave, _REAL, name="leave_room"),
    path("<str:key>/vernietigen/", closing_views.destroy, _REAL, name="destroy_room"),
    path("<str:key>/oogst/", harvest_views.harvest, _REAL, name="harvest"),
    path("<str:key>/oogst/schrijven/", harvest_views.edit, _REAL, name="edit_harvest"),
    path("<str:key>/oogst/antwoord/", harvest_views.answer, _REAL, name="answer_harvest"),
]
# Below /mijn/voornemens/: of one person, and of no group.
own = [
    path("", intention_views.my_intentions, name="intentions"),
    path("<int:pk>/", intention_views.intention, name="intention"),
    path("<int:pk>/weggooien/", intention_views.throw_away, name="throw_away_intention"),
]

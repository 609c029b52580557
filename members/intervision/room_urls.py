"""Below /intervisie/groep/ the room of a group, and the same room to practise in."""

from django.urls import URLPattern, path

from . import room_views


def _of_room(folder: str, prefix: str, *, is_trial: bool) -> list[URLPattern]:
    views = {
        "": (room_views.room, "room"),
        "akkoord/": (room_views.agree, "agree"),
        "aanwezig/": (room_views.present, "room_present"),
        "zet/": (room_views.move, "room_move"),
        "bewaren/": (room_views.keep, "room_keep"),
        "schrijven/": (room_views.write, "room_write"),
    }
    how = {"is_trial": is_trial}
    return [
        path(f"<str:key>/{folder}{end}", view, how, name=prefix + name)
        for end, (view, name) in views.items()
    ]


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
]

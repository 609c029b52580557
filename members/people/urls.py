from django.urls import path

from . import directory_views, joining_views, mine_views

urlpatterns = [
    path("lid-worden/", joining_views.join, name="join"),
    path("lid-worden/stand/", joining_views.application, name="application"),
    path("lid-worden/uitnodiging/<str:key>/", joining_views.invitation, name="invitation"),
    path("leden/", directory_views.members, name="members"),
    path("leden/vraag-een-collega/", directory_views.ask_colleague, name="ask_colleague"),
    path(
        "leden/vraag-een-collega/<int:pk>/", directory_views.colleague_asked, name="colleague_asked"
    ),
    path(
        "leden/vraag-een-collega/<int:pk>/intrekken/",
        directory_views.withdraw_request,
        name="withdraw_request",
    ),
    path("leden/<slug:slug>/", directory_views.member, name="member"),
    path("leden/<slug:slug>/foto/", directory_views.photo, name="member_photo"),
    path("mijn/", mine_views.mine, name="mine"),
    path("mijn/profiel/", mine_views.my_profile, name="my_profile"),
    path("mijn/huisregels/", mine_views.agree_to_rules, name="agree_to_rules"),
    path("mijn/pauze/", mine_views.pause, name="pause"),
    path("mijn/uitnodigen/", mine_views.invite, name="invite"),
    path("mijn/hulp/<int:pk>/", mine_views.colleague_help, name="colleague_help"),
    path("mijn/hulp/<int:pk>/antwoord/", mine_views.reply, name="reply_to_colleague"),
    path("mijn/lidmaatschap/<int:pk>/", mine_views.confirm_mine, name="confirm_mine"),
    path("lidmaatschap/<str:key>/", mine_views.confirm_membership, name="confirm_membership"),
]

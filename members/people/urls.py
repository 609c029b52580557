from django.urls import path

from . import application_views, dashboard_views, directory_views

urlpatterns = [
    path("lid-worden/", application_views.join, name="join"),
    path("lid-worden/stand/", application_views.application, name="application"),
    path("lid-worden/uitnodiging/<str:key>/", application_views.invitation, name="invitation"),
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
    path("mijn/", dashboard_views.mine, name="mine"),
    path("mijn/profiel/", dashboard_views.my_profile, name="my_profile"),
    path("mijn/huisregels/", dashboard_views.agree_to_rules, name="agree_to_rules"),
    path("mijn/pauze/", dashboard_views.pause, name="pause"),
    path("mijn/uitnodigen/", dashboard_views.invite, name="invite"),
    path("mijn/hulp/<int:pk>/", dashboard_views.colleague_help, name="colleague_help"),
    path("mijn/hulp/<int:pk>/antwoord/", dashboard_views.reply, name="reply_to_colleague"),
    path("mijn/lidmaatschap/<int:pk>/", dashboard_views.confirm_mine, name="confirm_mine"),
    path("lidmaatschap/<str:key>/", dashboard_views.confirm_membership, name="confirm_membership"),
]

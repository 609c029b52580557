from django.urls import path

from .views import case_views, group_views, matching_views, public_views, running_views

urlpatterns = [
    path("", public_views.intervision, name="intervision"),
    path("werkvormen/", public_views.methods, name="methods"),
    path("groep/<str:key>/afspraak/", group_views.appointment, name="appointment"),
    path("groep/<str:key>/afspraak/datum/", group_views.propose_date, name="propose_date"),
    path(
        "groep/<str:key>/afspraak/datum/<int:pk>/vervallen/",
        group_views.take_back_date,
        name="take_back_date",
    ),
    path(
        "groep/<str:key>/afspraak/datum/<int:pk>/verzetten/",
        group_views.move_meeting,
        name="move_meeting",
    ),
    path("groep/<str:key>/afspraak/verlaten/", group_views.leave_group, name="leave_group"),
    path("groep/<str:key>/afspraak/afzeggen/", group_views.call_off, name="call_off"),
    path("groep/<str:key>/inbreng/", case_views.cases, name="cases"),
    path("groep/<str:key>/inbreng/kiezen/", case_views.choose_case, name="choose_case"),
    path("organiseren/", running_views.run_rounds, name="run_rounds"),
    path("organiseren/nieuw/", running_views.new_round, name="new_round"),
    path("organiseren/<int:pk>/", running_views.run_round, name="run_round"),
    path("organiseren/<int:pk>/wijzigen/", running_views.edit_round, name="edit_round"),
    path("organiseren/<int:pk>/openzetten/", running_views.open_round, name="open_round"),
    path("organiseren/<int:pk>/sluiten/", running_views.close_round, name="close_round"),
    path("organiseren/<int:pk>/opnieuw/", running_views.copy_round, name="copy_round"),
    path("organiseren/<int:pk>/annuleren/", running_views.cancel_round, name="cancel_round"),
    path("organiseren/<int:pk>/groepen/", matching_views.groups, name="round_groups"),
    path("organiseren/<int:pk>/groepen/maken/", matching_views.make_groups, name="make_groups"),
    path("organiseren/<int:pk>/groepen/stoppen/", matching_views.stop_search, name="stop_search"),
    path("organiseren/<int:pk>/groepen/wijzigen/", matching_views.arrange, name="arrange_groups"),
    path(
        "organiseren/<int:pk>/groepen/bevestigen/",
        matching_views.confirm_groups,
        name="confirm_groups",
    ),
    path("<slug:slug>/", public_views.round_page, name="round"),
    path("<slug:slug>/afmelden/", public_views.withdraw, name="withdraw_enrolment"),
]

from django.urls import path

from .matching import views as matching_views
from .room import case_views
from .rounds import organising_views
from .rounds import views as rounds_views
from .scheduling import views as scheduling_views

urlpatterns = [
    path("", rounds_views.intervision, name="intervision"),
    path("werkvormen/", rounds_views.methods, name="methods"),
    path("groep/<str:key>/afspraak/", scheduling_views.appointment, name="appointment"),
    path("groep/<str:key>/afspraak/datum/", scheduling_views.propose_date, name="propose_date"),
    path(
        "groep/<str:key>/afspraak/datum/<int:pk>/vervallen/",
        scheduling_views.take_back_date,
        name="take_back_date",
    ),
    path(
        "groep/<str:key>/afspraak/datum/<int:pk>/verzetten/",
        scheduling_views.move_meeting,
        name="move_meeting",
    ),
    path("groep/<str:key>/afspraak/verlaten/", scheduling_views.leave_group, name="leave_group"),
    path("groep/<str:key>/afspraak/afzeggen/", scheduling_views.call_off, name="call_off"),
    path("groep/<str:key>/inbreng/", case_views.cases, name="cases"),
    path("groep/<str:key>/inbreng/kiezen/", case_views.choose_case, name="choose_case"),
    path("organiseren/", organising_views.run_rounds, name="run_rounds"),
    path("organiseren/nieuw/", organising_views.new_round, name="new_round"),
    path("organiseren/<int:pk>/", organising_views.run_round, name="run_round"),
    path("organiseren/<int:pk>/wijzigen/", organising_views.edit_round, name="edit_round"),
    path("organiseren/<int:pk>/openzetten/", organising_views.open_round, name="open_round"),
    path("organiseren/<int:pk>/sluiten/", organising_views.close_round, name="close_round"),
    path("organiseren/<int:pk>/opnieuw/", organising_views.copy_round, name="copy_round"),
    path("organiseren/<int:pk>/annuleren/", organising_views.cancel_round, name="cancel_round"),
    path("organiseren/<int:pk>/groepen/", matching_views.groups, name="round_groups"),
    path("organiseren/<int:pk>/groepen/maken/", matching_views.make_groups, name="make_groups"),
    path("organiseren/<int:pk>/groepen/stoppen/", matching_views.stop_search, name="stop_search"),
    path("organiseren/<int:pk>/groepen/wijzigen/", matching_views.arrange, name="arrange_groups"),
    path(
        "organiseren/<int:pk>/groepen/bevestigen/",
        matching_views.confirm_groups,
        name="confirm_groups",
    ),
    path("<slug:slug>/", rounds_views.round_page, name="round"),
    path("<slug:slug>/afmelden/", rounds_views.withdraw, name="withdraw_enrolment"),
]

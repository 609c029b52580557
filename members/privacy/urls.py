from django.urls import path

from . import views
from .handover import views as handover_views

urlpatterns = [
    path("privacy/register/", views.register, name="register"),
    path("mijn/gegevens/", views.my_data, name="my_data"),
    path("mijn/gegevens/downloaden/", views.download, name="download_my_data"),
    path("mijn/gegevens/wissen/", views.erase, name="erase_my_data"),
    path("mijn/gegevens/gewist/", views.erased, name="erased"),
    path("mijn/vertrek/", handover_views.leaving, name="leaving"),
    path("mijn/vertrek/<int:pk>/", handover_views.last_day, name="last_day"),
    path("mijn/vertrek/<int:pk>/bruidsschat/", handover_views.give, name="give_handover"),
    path(
        "mijn/vertrek/<int:pk>/bruidsschat/intrekken/",
        handover_views.withdraw,
        name="withdraw_handover",
    ),
    path("mijn/bruidsschat/<uuid:pk>/", handover_views.handover, name="handover"),
]

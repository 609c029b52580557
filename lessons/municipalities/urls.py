from django.urls import path

from . import views

urlpatterns = [
    path("", views.municipalities, name="municipalities"),
    path("<slug:slug>/", views.municipality, name="municipality"),
]

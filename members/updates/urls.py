from django.urls import path

from . import views

urlpatterns = [
    path("mijn/berichten/", views.news, name="news"),
    path("mijn/berichten/lezen/<int:pk>/", views.open_practice, name="news_open"),
    path("mijn/berichten/gelezen/", views.read, name="news_read"),
    path("mijn/berichten/mail/", views.rhythm, name="news_rhythm"),
    path("mijn/volgen/<str:kind>/<int:pk>/", views.follow, name="follow"),
    path("berichten/afmelden/<str:key>/", views.unsubscribe, name="unsubscribe"),
]

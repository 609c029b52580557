from django.urls import path

from .comments import views as comments_views
from .sharing import author_views
from .sharing import views as sharing_views
from .views import reading_views, topic_views

urlpatterns = [
    path("", reading_views.practices, name="practices"),
    path("van-mij/", author_views.my_practices, name="my_practices"),
    path("delen/", sharing_views.share, name="share"),
    path("delen/bewaren/", sharing_views.keep, name="keep_draft"),
    path("delen/onderwerpen/", topic_views.topic_suggestions, name="topic_suggestions"),
    path("delen/bijlagen/<uuid:pk>/", reading_views.kept_file, name="kept_file"),
    path("delen/<uuid:token>/", sharing_views.share_draft, name="share_draft"),
    path("delen/<uuid:token>/kiezen/", sharing_views.choose, name="choose_draft"),
    path("delen/<uuid:token>/weggooien/", sharing_views.throw_away, name="throw_away_draft"),
    path("reacties/<int:pk>/aanpassen/", comments_views.edit_comment, name="edit_comment"),
    path("reacties/<int:pk>/antwoord/", comments_views.accept, name="accept_answer"),
    path("reacties/<int:pk>/melden/", comments_views.report_comment, name="report_comment"),
    path("<slug:slug>/", reading_views.practice, name="practice"),
    path("<slug:slug>/reageren/", comments_views.comment, name="comment"),
    path("<slug:slug>/geprobeerd/", comments_views.tried, name="tried"),
    path("<slug:slug>/ga-ik-proberen/", comments_views.plan, name="plan_to_try"),
    path("<slug:slug>/herkenbaar/", comments_views.recognise, name="recognise"),
    path("<slug:slug>/melden/", comments_views.report_practice, name="report_practice"),
    path("<slug:slug>/klopt-nog/", author_views.confirm, name="confirm_practice"),
    path("<slug:slug>/voorbeeld/", author_views.example, name="example_of_practice"),
    path("<slug:slug>/stand/", author_views.practice_state, name="practice_state"),
    path("<slug:slug>/aanpassen/", sharing_views.revise, name="revise"),
    path("<slug:slug>/intrekken/", author_views.withdraw, name="withdraw"),
    path("<slug:slug>/bijlagen/<uuid:pk>/", reading_views.practice_file, name="practice_file"),
]

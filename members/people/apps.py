from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "members.people"
    label = "people"
    verbose_name = "Mensen"


class DeskUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens for accounts, with our one name field and without passwords."""

    user_viewset = "members.people.admin.viewsets.UserViewSet"

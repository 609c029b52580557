from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "members.mail"
    label = "mail"
    verbose_name = "Post"

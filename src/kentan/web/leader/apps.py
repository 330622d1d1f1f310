from django.apps import AppConfig


class LeaderConfig(AppConfig):
    name = "kentan.web.leader"
    verbose_name = "领导"

from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "kentan.web.parts"
    verbose_name = "部件"

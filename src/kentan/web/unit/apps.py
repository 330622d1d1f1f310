from django.apps import AppConfig


class UnitConfig(AppConfig):
    name = "kentan.web.unit"
    verbose_name = "承办单位"

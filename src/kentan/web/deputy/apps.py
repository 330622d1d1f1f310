from django.apps import AppConfig


class DeputyConfig(AppConfig):
    name = "kentan.web.deputy"
    verbose_name = "代表"

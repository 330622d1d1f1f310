from django.apps import AppConfig


class CitizenConfig(AppConfig):
    name = "kentan.web.citizen"
    verbose_name = "群众"

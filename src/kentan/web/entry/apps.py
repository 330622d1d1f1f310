from django.apps import AppConfig


class EntryConfig(AppConfig):
    name = "kentan.web.entry"
    verbose_name = "进出"

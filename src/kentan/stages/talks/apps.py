from django.apps import AppConfig


class TalksConfig(AppConfig):
    name = "kentan.stages.talks"
    verbose_name = "恳谈"

    def ready(self) -> None:
        from kentan.stages.talks import flow  # noqa: F401  tables of moves are hung on the models

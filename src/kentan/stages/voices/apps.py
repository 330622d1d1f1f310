from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "kentan.stages.voices"
    verbose_name = "民声"

    def ready(self) -> None:
        from kentan.stages.voices import flow  # noqa: F401  tables of moves are hung on the models

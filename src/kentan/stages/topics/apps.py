from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "kentan.stages.topics"
    verbose_name = "选题"

    def ready(self) -> None:
        from kentan.stages.topics import flow  # noqa: F401  tables of moves are hung on the models

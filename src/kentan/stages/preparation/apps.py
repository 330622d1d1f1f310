from django.apps import AppConfig


class PreparationConfig(AppConfig):
    name = "kentan.stages.preparation"
    verbose_name = "会前"

    def ready(self) -> None:
        from kentan.stages.preparation import flow  # noqa: F401  tables of moves are hung on the models

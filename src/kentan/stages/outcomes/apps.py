from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "kentan.stages.outcomes"
    verbose_name = "转化"

    def ready(self) -> None:
        from kentan.stages.outcomes import flow  # noqa: F401  tables of moves are hung on the models

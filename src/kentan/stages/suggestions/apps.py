from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "kentan.stages.suggestions"
    verbose_name = "建议"

    def ready(self) -> None:
        from kentan.stages.suggestions import flow  # noqa: F401  tables of moves are hung on the models

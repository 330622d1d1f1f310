"""屋顶: when everything is in place, the stages are wired."""

from django.apps import AppConfig


class Roof(AppConfig):
    name = "kentan"
    label = "roof"

    def ready(self) -> None:
        from kentan import wiring  # only when every model is known

        wiring.connect()

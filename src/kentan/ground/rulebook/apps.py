from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "kentan.ground.rulebook"
    verbose_name = "期限规则"

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "kentan.ground.ledger"
    verbose_name = "留痕"

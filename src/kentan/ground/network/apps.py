from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "kentan.ground.network"
    verbose_name = "网络"

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kentan.ground.accounts"
    verbose_name = "登录与身份"

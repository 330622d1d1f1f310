from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "kentan.web.staff"
    verbose_name = "人大工作人员"

"""领导的地址."""

from django.urls import path

from kentan.web.leader import views
from kentan.web.parts import papers

app_name = "leader"
urlpatterns = [
    path("", views.listed, name="bulletins"),
    path("overview", views.figures, name="overview"),
    path("bulletins/<int:pk>", views.detail, name="bulletin"),
    *papers.both("bulletins/<int:pk>", views.paper, name="paper"),
    path("bulletins/<int:pk>/instructions", views.instruct, name="instruct"),
]

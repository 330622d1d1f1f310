"""领导的地址."""

from django.urls import path

from kentan.web.leader import views

app_name = "leader"
urlpatterns = [
    path("", views.listed, name="bulletins"),
    path("overview", views.figures, name="overview"),
    path("bulletins/<int:pk>", views.detail, name="bulletin"),
    path("bulletins/<int:pk>.docx", views.paper, name="paper"),
    path("bulletins/<int:pk>/instructions", views.instruct, name="instruct"),
]

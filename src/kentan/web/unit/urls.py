"""承办单位的地址."""

from django.urls import path

from kentan.web.unit import views

app_name = "unit"
urlpatterns = [
    path("", views.todo, name="todo"),
    path("tickets/<int:pk>", views.detail, name="detail"),
    path("tickets/<int:pk>/<slug:name>", views.move, name="move"),
]

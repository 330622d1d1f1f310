"""Addresses that belong to no face."""

from django.urls import path

from kentan.web.parts import gallery, switches

app_name = "parts"
urlpatterns = [
    path("parts/", gallery.parts, name="gallery"),
    path("elder", switches.elder, name="elder"),
    path("language", switches.language, name="language"),
]

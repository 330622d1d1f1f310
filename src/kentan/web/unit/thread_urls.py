"""单位的建议的地址."""

from django.urls import path

from kentan.web.parts import papers
from kentan.web.unit import instructions, suggestions, together

app_name = "unit-thread"
urlpatterns = [
    path("suggestions", suggestions.listed, name="suggestions"),
    path("suggestions/<int:pk>", suggestions.detail, name="suggestion"),
    *papers.both("suggestions/<int:pk>/replies/<int:one>", suggestions.paper, name="reply-paper"),
    path("suggestions/<int:pk>/contacts", suggestions.contact, name="contact"),
    path("suggestions/<int:pk>/commitments/<int:commitment>", suggestions.keep, name="keep"),
    path("suggestions/<int:pk>/opinion", suggestions.opinion, name="opinion"),
    path("suggestions/<int:pk>/extension", suggestions.extension, name="extension"),
    path("suggestions/<int:pk>/apart", together.apart, name="apart"),
    path("instructions", instructions.listed, name="instructions"),
    path("instructions/<int:pk>", instructions.answer, name="instruction"),
    path("together", together.listed, name="together"),
    path("together/<int:pk>", together.detail, name="group"),
    path("suggestions/<int:pk>/<slug:name>", suggestions.move, name="move"),
]

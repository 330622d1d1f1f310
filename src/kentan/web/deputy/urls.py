"""代表的地址."""

from django.urls import path

from kentan.web.deputy import suggestions, views
from kentan.web.parts import papers

app_name = "deputy"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("sent", views.sent, name="sent"),
    path("code", views.code, name="code"),
    path("proxy", views.proxy, name="proxy"),
    path("suggestions", suggestions.listed, name="suggestions"),
    path("suggestions/<int:pk>", suggestions.detail, name="suggestion"),
    *papers.both("suggestions/<int:pk>/replies/<int:one>", suggestions.paper, name="reply-paper"),
    path("suggestions/<int:pk>/urge", suggestions.urge, name="suggestion-urge"),
    path("suggestions/<int:pk>/<slug:name>", suggestions.move, name="suggestion-move"),
    path("tickets/<int:pk>", views.detail, name="detail"),
    path("tickets/<int:pk>/phone", views.phone, name="phone"),
    path("tickets/<int:pk>/<slug:name>", views.move, name="move"),
]

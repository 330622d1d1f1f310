"""进出的地址."""

from django.urls import path

from kentan.web.entry import demo, first_run, notices, photos, telephone, views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/code", views.one_time, name="one-time"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("password", views.password, name="password"),
    path("me", views.me, name="me"),
    path("me/totp", telephone.totp, name="totp"),
    path("notices", notices.notices, name="notices"),
    path("demo", demo.become),
    path("demo/become", demo.become, name="become"),
    path("first-run", first_run.first_run, name="first-run"),
    path("photo/<int:pk>", photos.photo, name="photo"),
    path("r/<str:receipt>/photo/<int:n>", photos.photo_of_receipt, name="receipt-photo"),
]

"""Addresses of hire: nothing personal stands in them."""

from django.urls import path

from ryadom.hire.pages import mine, staff

app_name = "hire"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("staff/", staff.waiting, name="waiting"),
    path("staff/<uuid:hire>/", staff.decide, name="decide"),
    path("staff/people/<uuid:person>/", staff.behalf, name="behalf"),
    path("things/<slug:thing>/", mine.thing, name="thing"),
    path("<uuid:hire>/", mine.hire, name="hire"),
    path("<uuid:hire>/act/", mine.act, name="act"),
]

"""Addresses of the region's page."""

from django.urls import path

from ryadom.desks.ministry import pages

app_name = "ministry"
urlpatterns = [path("", pages.region, name="region")]

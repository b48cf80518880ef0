"""Addresses of the room ui."""

from django.urls import path

from ryadom.ui import pages

app_name = "ui"
urlpatterns = [
    path("reading/", pages.read, name="reading"),
    path("gallery/", pages.gallery, name="gallery"),
    path("gallery/desk/", pages.gallery, {"look": "desk"}, name="gallery-desk"),
    path("gallery/print/", pages.gallery, {"look": "print"}, name="gallery-print"),
]

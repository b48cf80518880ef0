"""Addresses of the chat: nothing of a conversation stands in them."""

from django.urls import path

from ryadom.desks.chat import pages

app_name = "chat"
urlpatterns = [
    path("", pages.opened, name="open"),
    path("say/", pages.say, name="say"),
    path("news/", pages.news, name="news"),
    path("pages/", pages.to_pages, name="pages"),
]

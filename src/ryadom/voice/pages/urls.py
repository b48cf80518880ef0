"""Addresses of the question: the token is random and says nothing about the person."""

from django.urls import path

from ryadom.voice.pages import question

app_name = "voice"
urlpatterns = [path("<str:token>/", question.page, name="question")]

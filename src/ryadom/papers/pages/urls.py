from django.urls import path

from . import download

app_name = "papers"
urlpatterns = [path("<uuid:paper>/<int:part>/", download.show, name="file")]

from django.urls import path

from . import hooks, unsubscribe

app_name = "channels"
urlpatterns = [
    path("hooks/<slug:channel>/<str:path>/", hooks.take, name="hook"),
    path("unsubscribe/<str:token>/", unsubscribe.show, name="unsubscribe"),
]

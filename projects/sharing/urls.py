from django.urls import path

from projects.sharing import after_views, views

app_name = "sharing"

urlpatterns = [
    path("teilen/", views.start, name="start"),
    path("teilen/aehnlich/", views.similar, name="similar"),
    path("teilen/pruefen/", views.check, name="check"),
    path("teilen/fertig/", views.done, name="done"),
    path("teilen/spaeter/", views.later, name="later"),
    path("teilen/verwerfen/", views.discard, name="discard"),
    path("teilen/weiter/<str:token>/", after_views.resume, name="resume"),
    path("teilen/bestaetigen/<str:token>/", after_views.confirmation, name="confirm"),
    path("teilen/<slug:slug>/", views.step, name="step"),
    path("stand/<str:token>/", after_views.status, name="status"),
]

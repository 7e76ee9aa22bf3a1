from django.urls import path

from projects.stewardship import data_views, hint_views, owner_views

app_name = "stewardship"

urlpatterns = [
    path("tipp/", hint_views.tip, name="tip"),
    path("tipp/danke/", hint_views.tip_thanks, name="tip_thanks"),
    path("projekte/<slug:slug>/fehler/", hint_views.fault, name="fault"),
    path(
        "projekte/<slug:slug>/fehler/danke/",
        hint_views.fault_thanks,
        name="fault_thanks",
    ),
    path("projekte/<slug:slug>/kontakt/", hint_views.contact, name="contact"),
    path(
        "projekte/<slug:slug>/kontakt/danke/",
        hint_views.contact_thanks,
        name="contact_thanks",
    ),
    path("nachricht/<str:token>/", hint_views.message, name="message"),
    path("mein-projekt/", owner_views.lost_link, name="lost_link"),
    path("mein-projekt/danke/", owner_views.lost_link_thanks, name="lost_link_thanks"),
    path("mein-projekt/<str:token>/", owner_views.owner, name="owner"),
    path("mein-projekt/<str:token>/aendern/", owner_views.edit, name="edit"),
    path("mein-projekt/<str:token>/beendet/", owner_views.ended, name="ended"),
    path("mein-projekt/<str:token>/nachgemacht/", owner_views.copied, name="copied"),
    path(
        "mein-projekt/<str:token>/zurueckziehen/",
        owner_views.withdraw,
        name="withdraw",
    ),
    path(
        "erinnerung/<str:token>/<slug:answer>/", owner_views.reminder, name="reminder"
    ),
    path("meine-daten/", data_views.data_link, name="data_link"),
    path("meine-daten/danke/", data_views.data_thanks, name="data_thanks"),
    path("meine-daten/geloescht/", data_views.data_erased, name="data_erased"),
    path("meine-daten/<str:token>/", data_views.data, name="data"),
    path("meine-daten/<str:token>/export.json", data_views.export, name="export"),
]

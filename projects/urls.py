from django.urls import path

from projects import mail_views, map_views, place_views, suggestion_views, views

app_name = "projects"

urlpatterns = [
    path("", views.home, name="home"),
    path("projekte/", views.project_list, name="list"),
    path("projekte/vorschlaege.json", suggestion_views.suggestions, name="suggestions"),
    path("projekte/<slug:slug>/", views.project_detail, name="detail"),
    path("projekte/<slug:slug>.json", views.project_detail_json, name="detail_json"),
    path("entwicklung/post/", mail_views.post, name="post"),
    path("orte.json", place_views.place_search, name="places"),
    path("karte/", map_views.project_map, name="map"),
    path("karte/daten.json", map_views.map_data, name="map_data"),
    path("karte/projekte/", map_views.map_projects, name="map_projects"),
]

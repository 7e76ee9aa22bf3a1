from django.urls import path

from lighthouses import views

app_name = "lighthouses"

urlpatterns = [
    path("leuchttuerme/", views.lighthouse_list, name="list"),
]

from django.urls import path

from knowledge import views

app_name = "knowledge"

urlpatterns = [
    path("wissen/", views.knowledge_index, name="index"),
    path("<slug:slug>/", views.page, name="page"),
]

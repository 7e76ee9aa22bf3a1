from django.contrib import admin
from django.urls import path

from config.views import health, robots

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health, name="health"),
    path("robots.txt", robots, name="robots"),
]

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from config.gallery import gallery
from config.sitemaps import SITEMAPS
from config.views import health, media, robots

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health, name="health"),
    path("media/bilder/<str:name>", media, name="media"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("projects.urls")),
    path("", include("projects.sharing.urls")),
    path("", include("projects.stewardship.urls")),
    path("", include("lighthouses.urls")),
    path("", include("knowledge.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("entwicklung/bausteine/", gallery, name="gallery")]

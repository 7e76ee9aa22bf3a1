"""Every public address, for search engines."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from knowledge.models import Page
from projects.models import Project


class ProjectSitemap(Sitemap):
    def items(self) -> QuerySet[Project]:
        return Project.objects.public().by_name()

    def lastmod(self, item: Project) -> datetime:
        return item.updated_at


class PageSitemap(Sitemap):
    def items(self) -> QuerySet[Page]:
        return Page.objects.all()

    def lastmod(self, item: Page) -> datetime:
        return item.updated_at


class EntranceSitemap(Sitemap):
    def items(self) -> list[str]:
        return [
            "projects:home",
            "projects:list",
            "projects:map",
            "lighthouses:list",
            "knowledge:index",
            "sharing:start",
            "stewardship:tip",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {
    "eingaenge": EntranceSitemap,
    "projekte": ProjectSitemap,
    "seiten": PageSitemap,
}

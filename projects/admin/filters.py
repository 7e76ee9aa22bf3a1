from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from projects.models.project import STALE_AFTER


class LighthouseFilter(admin.SimpleListFilter):
    title = "Leuchtturm"
    parameter_name = "leuchtturm"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [("ja", "ausgezeichnet"), ("nein", "nicht ausgezeichnet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(is_lighthouse=self.value() == "ja")


class CheckedFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [
            ("frisch", "jünger als zwei Jahre"),
            ("alt", "zwei Jahre und älter"),
            ("nie", "nie geprüft"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        limit = timezone.localdate() - STALE_AFTER
        if self.value() == "frisch":
            return queryset.filter(checked_on__gte=limit)
        if self.value() == "alt":
            return queryset.filter(checked_on__lt=limit)
        if self.value() == "nie":
            return queryset.filter(checked_on=None)
        return queryset

import re
from itertools import pairwise
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from knowledge.markdown import render_markdown
from knowledge.models import Page


class PageForm(forms.ModelForm):
    """Help to write a page that everybody can read (EN 301 549, 11.8)."""

    class Meta:
        model = Page
        fields = ["title", "slug", "body"]
        widgets = {"body": forms.Textarea({"rows": 30, "class": "vLargeTextField"})}

    def clean_body(self) -> str:
        """Demand headings without gaps and links that say where they lead."""
        body = self.cleaned_data["body"]
        html = render_markdown(body)
        levels = [1, *map(int, re.findall(r"<h([2-6])>", html))]
        for above, below in pairwise(levels):
            if below > above + 1:
                raise forms.ValidationError(
                    "Die Überschriften überspringen eine Ebene. Beginne mit „#“, "
                    "darunter „##“, darunter „###“."
                )
        if re.search(r"<a [^>]*>\s*</a>", html):
            raise forms.ValidationError(
                "Ein Link hat keinen Text. Schreibe zwischen die eckigen Klammern, "
                "wohin er führt."
            )
        return body


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    form = PageForm
    list_display = ["title", "slug", "updated_at"]
    search_fields = ["title", "slug", "body"]
    readonly_fields = ["updated_at"]
    fields = ["title", "slug", "body", "updated_at"]

    def view_on_site(self, page: Page) -> str:
        return page.get_absolute_url()

    def get_readonly_fields(
        self, request: HttpRequest, obj: Page | None = None
    ) -> list[str]:
        """Keep the address of a page that stands: the footer links to it."""
        return ["updated_at", "slug"] if obj else ["updated_at"]

    def save_model(
        self, request: HttpRequest, obj: Page, form: Any, change: bool
    ) -> None:
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)

    def has_delete_permission(
        self, request: HttpRequest, obj: Page | None = None
    ) -> bool:
        """Impressum, Datenschutz and the like are demanded by law: edited, not deleted."""
        return False

from collections.abc import Hashable
from functools import lru_cache
from urllib.parse import urlsplit

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from projects.bundles import bundle_name

register = template.Library()

ICONS = "vendor/lucide-1.62.0/icons.svg"
THIN_SPACE = "\u202f"


@register.simple_tag
@lru_cache(maxsize=200)
def icon(name: str) -> SafeString:
    """Draw an icon beside words; it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static(ICONS),
        name,
    )


def _addresses(kind: str, names: tuple[str, ...]) -> list[str]:
    """Return the address of the bundle of these files, or theirs where there is none."""
    bundle = bundle_name(kind, *names)
    is_made = bundle in getattr(staticfiles_storage, "hashed_files", ())
    return [static(name) for name in ((bundle,) if is_made else names)]


@register.simple_tag
def stylesheets(*names: str) -> SafeString:
    addresses = ((address,) for address in _addresses("stylesheets", names))
    return format_html_join("", '<link rel="stylesheet" href="{}">', addresses)


@register.simple_tag
def scripts(*names: str) -> SafeString:
    addresses = ((address,) for address in _addresses("scripts", names))
    return format_html_join("", '<script src="{}" defer></script>', addresses)


@register.simple_tag
def module(name: str) -> SafeString:
    (address,) = _addresses("module", (name,))
    return format_html('<script type="module" src="{}"></script>', address)


@register.simple_tag
def remembered(template_name: str, **values: Hashable) -> SafeString:
    """Include a component that depends on nothing but `values`, rendering it once."""
    return _rendered(template_name, tuple(values.items()))


@lru_cache(maxsize=2_000)
def _rendered(
    template_name: str, values: tuple[tuple[str, Hashable], ...]
) -> SafeString:
    return render_to_string(template_name, dict(values))


@register.filter
def thousands(number: int) -> str:
    return f"{number:,}".replace(",", THIN_SPACE)


@register.filter
def hostname(url: str) -> str:
    """Shorten a web address to what people call it: https://www.a.de/b → a.de."""
    return (urlsplit(url).hostname or url).removeprefix("www.")

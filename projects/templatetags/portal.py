from urllib.parse import urlsplit

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

ICONS = "vendor/lucide-1.62.0/icons.svg"
THIN_SPACE = "\u202f"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon beside words; it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static(ICONS),
        name,
    )


@register.filter
def thousands(number: int) -> str:
    return f"{number:,}".replace(",", THIN_SPACE)


@register.filter
def hostname(url: str) -> str:
    """Shorten a web address to what people call it: https://www.a.de/b → a.de."""
    return (urlsplit(url).hostname or url).removeprefix("www.")

from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"
PICTURES = "bilder"
PICTURE_TYPES = {".avif": "image/avif", ".jpg": "image/jpeg"}


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Tell a monitor whether this process reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("Datenbank nicht erreichbar\n", PLAIN, status=503)
    return HttpResponse("in Ordnung\n", PLAIN)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse(
        f"User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n", PLAIN
    )


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """Hand out a picture where no web server does; its name changes with its content."""
    content_type = PICTURE_TYPES.get(PurePosixPath(name).suffix)
    path = f"{PICTURES}/{name}"
    if content_type is None or not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path), content_type=content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response

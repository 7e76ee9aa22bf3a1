"""The floor: a Django that answers the same 20 kB to everybody and does nothing else."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = b"Sachsen-Anhalt\n" * 1_334


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", bare)]
settings.configure(
    SECRET_KEY="nothing is signed", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__
)
application = get_wsgi_application()

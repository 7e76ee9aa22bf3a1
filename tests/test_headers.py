import runpy

import pytest
from django.urls import include, path

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


def policy(response):
    return set(response.headers["Content-Security-Policy"].split("; "))


def break_down(request):
    raise RuntimeError


urlpatterns = [path("kaputt/", break_down), path("", include("config.urls"))]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.fixture
def production(settings, monkeypatch):
    """Read the settings once more as a production host reads them."""
    monkeypatch.setenv("HTTPS", "true")
    read_again = runpy.run_path(settings.BASE_DIR / "config" / "settings.py")
    for name, value in read_again.items():
        if name.startswith(("SECURE_", "SESSION_", "CSRF_")):
            setattr(settings, name, value)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/projekte/", 200),
        ("/diese-seite-gibt-es-nicht/", 404),
        ("/admin/login/", 200),
        ("/admin/", 302),
        ("/static/admin/css/base.css", 200),
        ("/kaputt/", 500),
    ],
)
def test_every_response_carries_the_headers(visitor, address, status):
    response = visitor.get(address)
    assert response.status_code == status
    assert policy(response) == POLICY
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "geolocation=(self), camera=()" in response.headers["Permissions-Policy"]
    response.close()


def test_a_host_that_is_not_ours_is_refused_with_the_headers(visitor):
    response = visitor.get("/projekte/", headers={"host": "boese.example"})
    assert response.status_code == 400
    assert policy(response) == POLICY


@pytest.mark.parametrize("address", ["/", "/projekte/", "/wissen/", "/impressum/"])
def test_a_reader_gets_no_cookie(visitor, address):
    response = visitor.get(address)
    assert not response.cookies


def test_over_https_the_cookies_are_bound_to_the_host(visitor, production):
    response = visitor.get("/admin/login/", secure=True)
    cookie = response.cookies["__Host-csrftoken"]
    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_plain_http_leads_to_https(visitor, production):
    response = visitor.get("/projekte/?q=garten")
    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/projekte/?q=garten"

import pytest
from django.db import OperationalError, connection
from django.test.utils import override_settings


def test_a_monitor_learns_that_all_is_well(client, db):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-cache" in response.headers["Cache-Control"]


def test_a_monitor_learns_that_the_database_is_gone(client, db):
    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert response.status_code == 503


def refuse(execute, sql, params, many, context):
    raise OperationalError


@override_settings(SECURE_SSL_REDIRECT=True)
@pytest.mark.django_db
def test_a_monitor_need_not_speak_https(client):
    assert client.get("/healthz").status_code == 200


def test_robots_find_the_sitemap_and_stay_out_of_the_admin(client, db):
    response = client.get("/robots.txt")
    assert "Disallow: /admin/" in response.text
    assert "Sitemap: http://testserver/sitemap.xml" in response.text

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture
def files():
    for name in ("abc-480.avif", "abc-480.jpg", "abc.html"):
        default_storage.save(f"bilder/{name}", ContentFile(b"content"))
    yield
    for name in ("abc-480.avif", "abc-480.jpg", "abc.html"):
        default_storage.delete(f"bilder/{name}")


@pytest.mark.parametrize(
    ("name", "kind"), [("abc-480.avif", "image/avif"), ("abc-480.jpg", "image/jpeg")]
)
def test_a_picture_is_handed_out_for_good(client, db, files, name, kind):
    response = client.get(f"/media/bilder/{name}")
    assert b"".join(response) == b"content"
    assert response["Content-Type"] == kind
    assert "immutable" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["abc.html", "missing.jpg", "..%2f..%2fmanage.py"])
def test_nothing_else_is_handed_out(client, db, files, name):
    assert client.get(f"/media/bilder/{name}").status_code == 404

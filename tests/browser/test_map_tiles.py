"""The map with a tile service that the operator has set."""

import base64
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def tiles():
    """Serve the same small picture for every tile; keep which were asked for."""
    asked = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(ONE_PIXEL)

        def log_message(self, *arguments):
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Tiles) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture(scope="module")
def portal_with_tiles(environment, tiles):
    host, _ = tiles
    settings = {
        "MAP_TILE_URL": f"http://{host}/{{z}}/{{x}}/{{y}}.png",
        "MAP_TILE_ATTRIBUTION": "© Kartenamt Musterland",
        "MAP_TILE_MAX_ZOOM": "16",
    }
    with serving(environment | settings) as url:
        yield url


def test_the_map_loads_the_tiles_and_says_from_where(page, portal_with_tiles, tiles):
    host, asked = tiles
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{portal_with_tiles}/karte/?mitte=51.483,11.972&zoom=16")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    assert complaints == []
    assert all(path.startswith("/16/") for path in asked)
    expect(page.locator(".map-stage")).to_contain_text("© Kartenamt Musterland")
    expect(page.locator(".map-stage")).to_contain_text(f"lädt dein Browser von {host}")
    expect(page.locator("button.mark").first).to_be_visible()


def test_policy_and_privacy_page_name_the_server(page, portal_with_tiles, tiles):
    host, _ = tiles
    response = page.goto(f"{portal_with_tiles}/datenschutz/")
    assert (
        f"img-src 'self' data: {host};" in response.headers["content-security-policy"]
    )
    expect(page.get_by_role("main")).to_contain_text(f"lädt dein Browser von {host}")


def test_without_the_setting_nobody_else_is_named(page):
    response = page.goto("/datenschutz/")
    assert "img-src 'self' data:;" in response.headers["content-security-policy"]
    expect(page.get_by_role("main")).not_to_contain_text("Kartenbilder")

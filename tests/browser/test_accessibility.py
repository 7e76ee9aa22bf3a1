from pathlib import Path

import pytest

from tests.addresses import MISSING, PAGES

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DETAILS = ["/projekte/dorfladen-deersheim/", "/projekte/kuenstlerstadt-kalbe/"]
ADDRESSES = [*PAGES, *DETAILS, MISSING]


@pytest.fixture
def opened(page):
    """Keep what the browser asks for and complains about, from the first byte on."""
    page.requested, page.complaints = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: keep_complaint(page, message))
    return page


def keep_complaint(page, message):
    is_the_404_itself = message.location.get("url", "").endswith(MISSING)
    if message.type in {"error", "warning"} and not is_the_404_itself:
        page.complaints.append(message.text)


def foreign(requested, portal):
    return [url for url in requested if not url.startswith((portal, "data:"))]


def violations(page):
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules})",
        RULES,
    )
    return [
        (rule["id"], [node["html"] for node in rule["nodes"]])
        for rule in found["violations"]
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_can_use_every_page(opened, portal, address, width, colours):
    opened.emulate_media(color_scheme=colours, reduced_motion="reduce")
    opened.set_viewport_size({"width": width, "height": 800})
    opened.goto(address, wait_until="networkidle")
    assert opened.complaints == []
    assert foreign(opened.requested, portal) == []
    assert violations(opened) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_scrolls_sideways_on_the_smallest_screen(page, address):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320


@pytest.mark.parametrize("address", ["/", "/projekte/", DETAILS[0]])
def test_the_keyboard_reaches_the_content_first(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_everybody_can_log_in(opened, portal, colours):
    opened.emulate_media(color_scheme=colours)
    opened.goto("/admin/login/")
    assert opened.complaints == []
    assert foreign(opened.requested, portal) == []
    assert violations(opened) == []

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving


@pytest.fixture(scope="module")
def flooded(environment):
    """The portal while it asks every form for a calculation."""
    with serving(environment | {"PROOF_OF_WORK": "true"}) as url:
        yield f"{url}/tipp/"


def write_tip(page, name):
    page.get_by_label("Welches Projekt meinst du?").fill(name)
    page.get_by_label("Wo ist es").fill("Osterwieck")
    # Nobody reads the page in less than the form expects.
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Tipp abschicken").click()


def test_in_a_flood_the_browser_calculates_and_nobody_notices(page, flooded):
    for number in range(5):
        page.goto(flooded)
        write_tip(page, f"Dorfladen {number}")
        expect(page).to_have_url(re.compile("/tipp/danke/$"))


def test_the_calculation_starts_by_itself(page, flooded):
    page.goto(flooded)
    expect(page.locator("[data-proof]")).to_have_value(re.compile(r"^\d+$"))


def test_in_a_flood_it_works_without_javascript(browser, flooded):
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(flooded)
    write_tip(page, "Ohne Skript")
    expect(page).to_have_url(re.compile("/tipp/danke/$"))
    context.close()

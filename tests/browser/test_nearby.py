import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.test_filter_journey import PHONE, hits, sentence, tab_to

LIST = "/projekte/"
HALLE = {"latitude": 51.48234, "longitude": 11.96987}
without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)
in_halle = pytest.mark.browser_context_args(
    geolocation=HALLE, permissions=["geolocation"]
)


def place(page):
    return page.get_by_role("textbox", name="Ort oder PLZ")


def radius(page):
    return page.get_by_role("combobox", name="Umkreis", exact=True)


def near_me(page):
    return page.get_by_role("button", name="In meiner Nähe suchen")


def distances(page):
    found = re.findall(r"([\d,]+) km entfernt", page.locator("main").inner_text())
    return [float(number.replace(",", ".")) for number in found]


def test_the_keyboard_alone_finds_what_is_near(page):
    page.goto(LIST)
    everything = hits(page)
    tab_to(page, place(page))
    page.keyboard.type("Quedlinbrug")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?ort=Quedlinbrug$"))
    expect(sentence(page)).to_be_focused()
    expect(page.get_by_text("Gefunden: Quedlinburg · Harz")).to_be_visible()
    near = hits(page)
    assert near < everything

    radius(page).focus()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile(r"\?ort=Quedlinbrug&umkreis=50$"))
    expect(page.get_by_role("link", name="im Umkreis von 50 km um")).to_be_visible()
    expect(radius(page)).to_be_focused()
    assert near < hits(page) < everything
    assert distances(page) == sorted(distances(page))

    tab_to(page, page.get_by_role("link", name="im Umkreis von 50 km um"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{LIST}$"))
    expect(place(page)).to_have_value("")
    assert hits(page) == everything


def test_an_ambiguous_place_is_said_and_chosen(page):
    page.goto(LIST)
    everything = hits(page)
    place(page).fill("Seehausen")
    place(page).press("Tab")
    expect(page.locator("[data-live-status]")).to_contain_text(
        "„Seehausen“ gibt es mehrmals"
    )
    assert hits(page) == everything
    assert violations(page) == []
    page.get_by_role("link", name="Seehausen (Altmark) · Stendal").click()
    expect(page.get_by_text("Gefunden: Seehausen (Altmark)")).to_be_visible()
    expect(place(page)).to_have_value("Seehausen (Altmark)")
    expect(sentence(page)).to_be_focused()
    expect(sentence(page)).not_to_contain_text(str(everything))


@without_javascript
def test_without_javascript_the_form_does_the_same(page):
    page.goto(LIST)
    expect(near_me(page)).to_be_hidden()
    place(page).fill("06712")
    radius(page).select_option("25 km")
    page.get_by_role("button", name=re.compile("zeigen$")).click()
    expect(page).to_have_url(re.compile("ort=06712&umkreis=25"))
    expect(place(page)).to_have_value("06712")
    expect(radius(page)).to_have_value("25")
    expect(page.get_by_text("Gefunden: 06712 Zeitz")).to_be_visible()
    assert distances(page) == sorted(distances(page))
    page.get_by_role("link", name="im Umkreis von 25 km um 06712 Zeitz").click()
    expect(place(page)).to_have_value("")


@without_javascript
def test_without_javascript_the_home_page_promises_no_position(page):
    page.goto("/")
    expect(near_me(page)).to_be_hidden()


@in_halle
@pytest.mark.parametrize("address", ["/", LIST])
def test_the_position_leads_to_what_is_near(page, address):
    page.goto(address)
    near_me(page).click()
    expect(page).to_have_url(re.compile(r"/projekte/\?ort=51\.48%2C11\.97$"))
    expect(page.get_by_text("Gefunden: dein Standort")).to_be_visible()
    expect(
        page.get_by_role("link", name="im Umkreis von 10 km um deinen Standort")
    ).to_be_visible()


@pytest.mark.browser_context_args(permissions=[])
def test_a_refused_position_is_answered_in_words(page):
    page.goto(LIST)
    near_me(page).click()
    expect(
        page.get_by_role("status").filter(has_text="Standort nicht frei")
    ).to_be_visible()
    expect(page).to_have_url(re.compile(f"{LIST}$"))


def test_on_a_phone_the_place_stands_first_in_the_panel(page):
    page.set_viewport_size(PHONE)
    page.goto(LIST)
    page.get_by_role("button", name=re.compile("^Filter")).click()
    expect(place(page)).to_be_in_viewport()
    place(page).fill("Zeitz")
    place(page).press("Enter")
    expect(page.locator("#filter")).to_be_hidden()
    expect(sentence(page)).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?ort=Zeitz$"))

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

PHONE = {"width": 360, "height": 740}


def field_of(page):
    return page.get_by_role("combobox", name=re.compile("^Projekte suchen"))


def options(page):
    return page.get_by_role("listbox", name="Vorschläge").get_by_role("option")


def chosen(page):
    """Return what a screen reader is told to be at, by the field's own reference."""
    number = field_of(page).get_attribute("aria-activedescendant")
    return page.locator(f"[id='{number}']") if number else None


@pytest.mark.parametrize("address", ["/", "/projekte/", "/wissen/"])
def test_the_keyboard_chooses_a_suggestion(page, address):
    page.goto(address)
    field = field_of(page)
    field.press_sequentially("Dorfl")
    first = options(page).first
    expect(first).to_have_text(re.compile("Dorfladen Deersheim.*Projekt"))
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="Vorschl")).to_be_attached()
    assert chosen(page) is None

    field.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(chosen(page)).to_have_text(first.inner_text())
    expect(field).to_be_focused()

    field.press("Enter")
    expect(page).to_have_url(re.compile("/projekte/dorfladen-deersheim/$"))


def test_the_arrows_go_round_and_back_into_the_field(page):
    page.goto("/")
    field = field_of(page)
    field.press_sequentially("Zeitz")
    expect(options(page).first).to_be_visible()
    last = options(page).last
    field.press("ArrowUp")
    expect(last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    assert chosen(page) is None
    expect(page.get_by_role("option", selected=True)).to_have_count(0)


def test_escape_closes_the_list_and_keeps_the_words(page):
    page.goto("/")
    field = field_of(page)
    field.press_sequentially("Zeitz")
    expect(options(page).first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("Zeitz")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_enter_without_a_choice_searches(page):
    page.goto("/")
    field = field_of(page)
    field.press_sequentially("Zeitz")
    expect(options(page).first).to_be_visible()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/projekte/\?q=Zeitz"))


def test_a_click_opens_a_suggestion(page):
    page.goto("/projekte/")
    field_of(page).press_sequentially("Harz")
    options(page).filter(has_text=re.compile("^Harz Kreis")).click()
    expect(page).to_have_url(re.compile(r"/projekte/\?kreis=harz$"))
    expect(page.get_by_role("link", name="Harz entfernen")).to_be_visible()


def test_says_when_there_is_nothing_to_suggest(page):
    page.goto("/")
    field_of(page).press_sequentially("xyzzy")
    status = page.get_by_role("status").filter(has_text="Keine Vorschläge")
    expect(status).to_be_attached()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_leaving_the_field_closes_the_list(page):
    page.goto("/")
    field_of(page).press_sequentially("Zeitz")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_everybody_can_use_the_open_list(page, width, colours):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/projekte/")
    field_of(page).press_sequentially("Halle")
    expect(options(page).first).to_be_visible()
    field_of(page).press("ArrowDown")
    assert violations(page) == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_menu_of_a_phone_shows_the_list_too(page):
    page.set_viewport_size(PHONE)
    page.goto("/wissen/")
    page.get_by_role("button", name="Menü").click()
    field = field_of(page)
    field.press_sequentially("Dorfl")
    expect(options(page).first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/projekte/dorfladen-deersheim/$"))


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_it_is_a_plain_search(page):
    page.goto("/")
    field = page.get_by_role("searchbox", name=re.compile("^Projekte suchen"))
    field.fill("Zeitz")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/projekte/\?q=Zeitz"))

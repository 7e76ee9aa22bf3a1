import re

import pytest
from playwright.sync_api import expect

LIST = "/projekte/"
PHONE = {"width": 360, "height": 740}
without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)


def sentence(page):
    return page.get_by_role("heading", name=re.compile("^Hier (ist|sind) "))


def hits(page):
    return int(re.search(r"\d+", sentence(page).inner_text())[0])


def option(page, label):
    return page.get_by_role("checkbox", name=re.compile(f"^{re.escape(label)}"))


def promised(page, label):
    """Read how many projects an option says it would leave."""
    row = page.locator("label").filter(has=option(page, label))
    return int(re.search(r"(\d+)\s*Projekte?$", row.inner_text())[1])


def unfold(page, facet):
    if page.locator("details[open] > summary").filter(has_text=facet).count() == 0:
        page.locator("summary").filter(has_text=facet).first.click()


def test_a_filter_replaces_the_results_in_place(page):
    page.goto(LIST)
    everything = sentence(page).inner_text()
    page.evaluate("window.stillTheSamePage = true")
    unfold(page, "Themenfeld")
    expected = promised(page, "Gesundheit")

    option(page, "Gesundheit").check()

    expect(page).to_have_url(re.compile(r"\?themenfeld=gesundheit$"))
    expect(sentence(page)).to_contain_text(f" {expected} ")
    expect(option(page, "Gesundheit")).to_be_focused()
    heard = page.get_by_role("status").filter(has_text=re.compile("."))
    expect(heard).to_have_text(sentence(page).inner_text())
    expect(page.get_by_role("link", name="Gesundheit entfernen")).to_be_visible()
    assert page.evaluate("window.stillTheSamePage")

    page.go_back()
    expect(sentence(page)).to_have_text(everything)
    expect(option(page, "Gesundheit")).not_to_be_checked()


def test_values_of_one_filter_add_up_and_filters_narrow_each_other(page):
    page.goto(LIST)
    unfold(page, "Themenfeld")
    option(page, "Gesundheit").check()
    expect(page).to_have_url(re.compile("gesundheit"))
    one = hits(page)
    option(page, "Arbeit").check()
    expect(page).to_have_url(re.compile("arbeit"))
    both = hits(page)
    assert both > one
    unfold(page, "Kreis")
    expected = promised(page, "Harz")
    option(page, "Harz").check()
    expect(page).to_have_url(re.compile("kreis=harz"))
    expect(sentence(page)).to_contain_text(f" {expected} ")
    assert hits(page) < both


def test_the_address_alone_shows_the_same(page):
    page.goto(LIST)
    unfold(page, "Themenfeld")
    option(page, "Gesundheit").check()
    expect(page).to_have_url(re.compile("gesundheit"))
    before = page.locator("main").inner_text()
    page.reload()
    assert page.locator("main").inner_text() == before


def test_a_chip_takes_its_filter_away(page):
    page.goto(f"{LIST}?themenfeld=gesundheit&kreis=harz")
    page.get_by_role("link", name="Harz entfernen").click()
    expect(page).to_have_url(re.compile(r"\?themenfeld=gesundheit$"))
    expect(sentence(page)).to_be_focused()
    page.get_by_role("link", name="Alle zurücksetzen").click()
    expect(page).to_have_url(re.compile(f"{LIST}$"))


@without_javascript
def test_without_javascript_the_form_does_the_same(page):
    page.goto(LIST)
    unfold(page, "Themenfeld")
    expected = promised(page, "Gesundheit")
    option(page, "Gesundheit").check()
    page.get_by_role("button", name=re.compile("zeigen$")).click()
    expect(page).to_have_url(re.compile("themenfeld=gesundheit"))
    assert hits(page) == expected
    expect(option(page, "Gesundheit")).to_be_checked()
    page.get_by_role("link", name="Gesundheit entfernen").click()
    expect(page).to_have_url(re.compile(f"{LIST}[^g]*$"))
    assert hits(page) > expected


@without_javascript
def test_without_javascript_search_and_filter_go_together(page):
    page.goto(f"{LIST}?themenfeld=gesundheit")
    page.get_by_role("searchbox", name="Was oder wo").last.fill("Halle")
    page.get_by_role("button", name="Finden").last.click()
    expect(page).to_have_url(re.compile("q=Halle"))
    expect(page).to_have_url(re.compile("themenfeld=gesundheit"))


def tab_to(page, target):
    for _ in range(200):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("the keyboard does not reach it")


def test_the_keyboard_alone_filters_and_opens_a_project(page):
    page.goto(LIST)
    tab_to(page, page.locator("summary").filter(has_text="Themenfeld").first)
    if option(page, "Gesundheit").is_hidden():
        page.keyboard.press("Enter")
    tab_to(page, option(page, "Gesundheit"))
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("themenfeld=gesundheit"))
    tab_to(page, page.get_by_role("link", name="Gesundheit entfernen"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{LIST}$"))
    expect(sentence(page)).to_be_focused()
    tab_to(page, page.locator("main article a, main li h3 a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/projekte/[a-z0-9-]+/$"))


def test_on_a_phone_the_results_come_first_and_the_filters_in_a_panel(page):
    page.set_viewport_size(PHONE)
    page.goto(LIST)
    expect(sentence(page)).to_be_in_viewport()
    expect(page.locator("#filter")).to_be_hidden()
    page.get_by_role("button", name=re.compile("^Filter")).click()
    unfold(page, "Themenfeld")
    expected = promised(page, "Gesundheit")
    option(page, "Gesundheit").check()
    page.get_by_role("button", name=re.compile(f"^{expected} Projekte? zeigen")).click()
    expect(page.locator("#filter")).to_be_hidden()
    expect(sentence(page)).to_contain_text(f" {expected} ")
    expect(sentence(page)).to_be_focused()


@without_javascript
def test_on_a_phone_without_javascript_the_panel_still_opens(page):
    page.set_viewport_size(PHONE)
    page.goto(LIST)
    page.get_by_role("button", name=re.compile("^Filter")).click()
    unfold(page, "Themenfeld")
    option(page, "Gesundheit").check()
    page.get_by_role("button", name=re.compile("zeigen$")).click()
    expect(page).to_have_url(re.compile("themenfeld=gesundheit"))
    expect(sentence(page)).to_be_visible()

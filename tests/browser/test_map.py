import re

import pytest
from playwright.sync_api import expect

MAP = "/karte/"
PHONE = {"width": 360, "height": 740}
without_javascript = pytest.mark.browser_context_args(java_script_enabled=False)


def marks(page):
    return page.locator("button.mark")


def status(page):
    return page.locator("[data-map-status]")


def opened(page, address=MAP):
    page.goto(address)
    expect(status(page)).to_have_text(re.compile("^(Im Ausschnitt|Kein Projekt)"))
    return page


def in_view(page):
    return int(re.search(r"Ausschnitt: (\d+) von", status(page).inner_text())[1])


def focused(page):
    return page.locator(":focus")


def card(page):
    return page.get_by_role("region", name="Ausgewählte Projekte")


def alone(page):
    """Zoom in on the largest cluster until a project stands alone; return its mark."""
    for _ in range(6):
        if page.locator("button.mark--one").count():
            break
        page.locator("button.mark--many").first.click()
        page.wait_for_load_state("networkidle")
    return page.locator("button.mark--one").first


def test_every_project_with_a_point_stands_on_the_map(page):
    opened(page)
    counts = [
        int(found[1]) if (found := re.match(r"(\d+) Projekte", name)) else 1
        for mark in marks(page).all()
        for name in [mark.get_attribute("aria-label")]
    ]
    assert sum(counts) >= in_view(page) > 70


def test_marks_are_named_and_large_enough_and_read_from_north_to_south(page):
    opened(page)
    heights = []
    for mark in marks(page).all():
        box = mark.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert re.search(r"\d+ Projekte bei \w|, ", mark.get_attribute("aria-label"))
        heights.append(box["y"])
    rows = [round(height / 120) for height in heights]
    assert len(rows) > 5
    assert rows[0] < rows[-1]


def test_the_keyboard_opens_a_project_and_comes_back(page):
    opened(page)
    mark = alone(page)
    name = mark.get_attribute("aria-label").split(",")[0]
    mark.focus()
    page.keyboard.press("Enter")

    expect(card(page)).to_be_visible()
    expect(focused(page)).to_have_text(re.compile("^1 Projekt"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text(name)

    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(focused(page)).to_have_attribute("aria-label", re.compile(re.escape(name)))


def test_the_close_button_gives_the_focus_back_too(page):
    opened(page)
    mark = alone(page)
    label = mark.get_attribute("aria-label")
    mark.press("Enter")
    card(page).get_by_role("button", name="Schließen").click()
    expect(focused(page)).to_have_attribute("aria-label", label)


def test_enter_on_a_cluster_goes_closer_and_keeps_the_focus_on_the_map(page):
    opened(page)
    before = in_view(page)
    page.locator("button.mark--many").first.press("Enter")
    expect(status(page)).not_to_contain_text(f": {before} von")
    expect(focused(page)).to_have_class(re.compile(r"\bmark\b"))
    expect(page).to_have_url(re.compile(r"mitte=[\d.]+,[\d.]+&zoom=\d+"))


def test_several_projects_at_one_point_open_as_a_list(page):
    opened(page, f"{MAP}?mitte=51.0496,12.1369&zoom=14")
    page.get_by_role("button", name=re.compile("Projekte bei Zeitz")).press("Enter")
    expect(card(page).get_by_role("heading", level=3)).to_have_count(4)
    assert card(page).get_by_role("link").count() == 4


def test_tab_walks_through_the_marks_and_out_of_the_map(page):
    opened(page)
    page.locator(".map").focus()
    names = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page).evaluate("element => !element.closest('.map')"):
            break
        names.append(focused(page).get_attribute("aria-label"))
    expected = [mark.get_attribute("aria-label") for mark in marks(page).all()]
    assert [name for name in names if name in expected] == expected
    assert focused(page).evaluate("element => !element.closest('.map')")


def test_arrow_keys_and_plus_move_the_map(page):
    opened(page)
    page.locator(".map").focus()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("zoom="))
    address = page.url
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(address)


def test_the_address_brings_the_same_view_back(page):
    opened(page, f"{MAP}?mitte=51.7486,11.0410&zoom=10")
    names = [mark.get_attribute("aria-label") for mark in marks(page).all()]
    assert names
    page.get_by_role("button", name="Näher heran").click()
    expect(page).to_have_url(re.compile("zoom=11"))
    page.reload()
    expect(page).to_have_url(re.compile("zoom=11"))
    opened(page, f"{MAP}?mitte=51.7486,11.0410&zoom=10")
    assert [mark.get_attribute("aria-label") for mark in marks(page).all()] == names


@pytest.mark.parametrize(
    "query", ["mitte=NaN,1&zoom=9", "mitte=11,51&zoom=9", "mitte=51,11&zoom=1e9"]
)
def test_a_broken_address_still_shows_a_map(page, query):
    opened(page, f"{MAP}?{query}")
    assert in_view(page) >= 0
    expect(page.get_by_role("button", name="Näher heran")).to_be_visible()


def test_a_filter_changes_the_marks_in_place(page):
    opened(page)
    before = in_view(page)
    page.evaluate("window.stillTheSamePage = true")
    page.get_by_role("checkbox", name=re.compile("^Gesundheit")).check()
    expect(page).to_have_url(re.compile("themenfeld=gesundheit"))
    expect(status(page)).not_to_contain_text(f": {before} von")
    assert 0 < in_view(page) < before
    assert page.evaluate("window.stillTheSamePage")
    expect(page.get_by_role("link", name="Gesundheit entfernen")).to_be_visible()
    page.go_back()
    expect(status(page)).to_contain_text(f": {before} von")


def test_a_place_draws_its_circle(page):
    opened(page, f"{MAP}?ort=Zeitz&umkreis=25")
    expect(page.locator(".map__circle")).to_be_visible()
    page.get_by_role("link", name=re.compile("im Umkreis von .* entfernen")).click()
    expect(page.locator(".map__circle")).to_have_count(0)


def test_the_wheel_belongs_to_the_page_unless_control_is_held(page):
    opened(page)
    zoom = page.locator(".map").bounding_box()
    page.mouse.move(zoom["x"] + 200, zoom["y"] + 200)
    page.mouse.wheel(0, 300)
    expect(page.locator(".map")).to_have_attribute("data-hint", re.compile("Strg"))
    assert page.evaluate("scrollY") > 0
    assert "zoom=" not in page.url


def test_on_a_phone_one_finger_scrolls_the_page(browser, portal):
    context = browser.new_context(
        base_url=portal, viewport=PHONE, has_touch=True, is_mobile=True
    )
    page = opened(context.new_page())
    touch = page.locator(".map").evaluate(
        "element => getComputedStyle(element).touchAction"
    )
    assert touch in {"pan-x pan-y", "auto"}
    context.close()


def test_print_shows_the_drawn_map(page):
    opened(page)
    page.emulate_media(media="print")
    expect(page.locator(".state-map__sheet")).to_be_visible()
    expect(page.locator(".map")).to_be_hidden()


@without_javascript
def test_without_javascript_a_district_leads_into_the_list(page):
    page.goto(MAP)
    page.get_by_role("link", name=re.compile(r"^Harz: \d+ Projekte")).click()
    expect(page).to_have_url(re.compile(r"/karte/\?kreis=harz$"))
    page.get_by_role("link", name="In der Liste zeigen").click()
    expect(page).to_have_url(re.compile(r"/projekte/\?kreis=harz$"))


def test_the_first_view_is_light_and_asks_nobody_else(browser, portal):
    context = browser.new_context(
        base_url=portal, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes, requested = {}, []
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.on("request", lambda request: requested.append(request.url))
    opened(page)
    page.wait_for_load_state("networkidle")
    assert all(url.startswith((portal, "data:")) for url in requested)
    assert len(requested) <= 15, requested
    assert sum(sizes.values()) <= 250_000
    context.close()

import pytest

from tests.browser.conftest import EDITOR, PASSWORD
from tests.browser.test_accessibility import foreign, violations

FORM = "/admin/projects/project/1/change/"
PAGES = [
    "/admin/",
    "/admin/projects/project/",
    "/admin/projects/project/?q=laden&status=published",
    FORM,
    "/admin/projects/project/add/",
    "/admin/projects/project/1/schritt/archivieren/",
    "/admin/projects/project/1/history/",
    "/admin/projects/project/1/delete/",
    "/admin/projects/district/",
    "/admin/projects/place/",
    "/admin/themes/theme/1/change/",
    "/admin/lighthouses/lighthouse/",
    "/admin/lighthouses/lighthouse/1/change/",
    "/admin/knowledge/page/1/change/",
]


def log_in(page):
    page.goto("/admin/login/")
    page.get_by_label("Benutzername").fill(EDITOR)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()


@pytest.fixture(scope="module")
def session(browser, browser_context_args):
    context = browser.new_context(**browser_context_args)
    log_in(context.new_page())
    yield context.storage_state()
    context.close()


@pytest.fixture
def editor(new_context, session):
    """Keep what the browser asks for and complains about, from the first byte on."""
    page = new_context(storage_state=session).new_page()
    page.requested, page.complaints = [], []
    page.on("request", lambda request: page.requested.append(request.url))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: page.complaints.append(message.text))
    return page


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", PAGES)
def test_every_editor_can_use_every_page(editor, portal, address, width):
    editor.set_viewport_size({"width": width, "height": 800})
    editor.goto(address, wait_until="networkidle")
    assert editor.complaints == []
    assert foreign(editor.requested, portal) == []
    assert editor.evaluate("document.documentElement.scrollWidth") <= width
    for colours in ["light", "dark"]:
        editor.emulate_media(color_scheme=colours)
        assert violations(editor) == []


def point(page):
    fields = ("latitude", "longitude", "precision", "district")
    return [page.input_value(f"[name=locations-0-{field}]") for field in fields]


def test_the_place_search_fills_the_point(editor):
    editor.goto(FORM)
    editor.get_by_label("PLZ oder Ort auf der Karte suchen").fill("39615 Seehausen")
    editor.keyboard.press("Enter")
    editor.get_by_text("Der Punkt liegt jetzt in: Seehausen").wait_for()

    latitude, longitude, precision, district = point(editor)
    assert (round(float(latitude), 1), round(float(longitude), 1)) == (52.9, 11.8)
    assert precision in {"place", "postcode"}
    assert district == ""
    assert editor.url.endswith(FORM)


def test_an_ambiguous_name_is_a_choice(editor):
    editor.goto(FORM)
    editor.get_by_label("PLZ oder Ort auf der Karte suchen").fill("Seehausen")
    editor.get_by_role("button", name="Ort suchen").click()
    editor.get_by_role("button", name="Seehausen · Wanzleben-Börde · Börde").click()

    assert round(float(point(editor)[0]), 1) == 52.1


def test_the_mark_moves_by_arrow_keys(editor):
    editor.goto(FORM)
    mark = editor.get_by_role("button", name="Punkt bei Breite")
    latitude, longitude, *_ = map(float, point(editor)[:2])
    mark.focus()
    editor.keyboard.press("ArrowUp")
    editor.keyboard.press("Shift+ArrowRight")

    moved = [float(value) for value in point(editor)[:2]]
    assert moved[0] > latitude
    assert moved[1] > longitude
    assert editor.evaluate("document.activeElement.className").count("__pin") == 1


def test_the_mark_moves_by_mouse_and_by_numbers(editor):
    editor.goto(FORM)
    editor.locator(".location-picker__map").first.scroll_into_view_if_needed()
    before = point(editor)
    editor.locator(".location-picker__map").first.click(position={"x": 300, "y": 100})
    clicked = point(editor)
    assert clicked[:2] != before[:2]

    mark = editor.get_by_role("button", name="Punkt bei Breite")
    editor.fill("[name=locations-0-latitude]", "51.90000")
    editor.keyboard.press("Tab")
    assert "Breite 51,90000" in mark.get_attribute("aria-label")


def test_a_place_added_later_has_its_own_map(editor):
    editor.goto("/admin/projects/project/add/")
    editor.get_by_role("button", name="Ort hinzufügen").click()

    assert editor.locator(".location-picker__map").count() == 2


def test_the_fields_of_a_point_work_without_scripts(new_context, session):
    page = new_context(storage_state=session, java_script_enabled=False).new_page()
    page.goto(FORM)
    before = point(page)
    page.fill("[name=locations-0-latitude]", "51.85")

    page.get_by_role("button", name="Sichern und weiter bearbeiten").click()

    assert page.get_by_text("erfolgreich geändert").is_visible()
    assert point(page) == ["51.85", *before[1:]]


def test_suggestions_of_organisations_can_be_named(editor):
    editor.goto(FORM)
    search = editor.get_by_role("searchbox", name="Träger")
    search.fill("verein")
    editor.locator(".select2-results__option--highlighted").wait_for()
    editor.keyboard.press("Enter")

    assert editor.locator("#id_organisations option:checked").count() == 1

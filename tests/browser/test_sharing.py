"""Somebody shares a project on a telephone, with JavaScript and without."""

import re

from tests.browser.test_accessibility import foreign, violations
from tests.projects.test_pictures import photo

REJECTED = "422 (Unprocessable"


def look(page):
    """Hold what is on the screen to what every page has to be."""
    page.complaints = [text for text in page.complaints if REJECTED not in text]
    assert page.complaints == []
    if page.has_scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert violations(page) == []
    else:
        widest = page.locator("main").bounding_box()["width"]
        assert widest <= 360


def onward(page, label):
    look(page)
    page.get_by_role("button", name=label).click()


def answer_questions(page):
    page.goto("/teilen/")
    for box in page.locator("input[type=radio][value=ja]").all():
        box.check()
    onward(page, "Weiter zu Was")


def test_the_whole_way(phone, portal):
    answer_questions(phone)
    onward(phone, "Weiter zu Wo")
    problems = phone.get_by_role("alert")
    assert "Diese Angabe fehlt noch." in problems.inner_text()
    look(phone)
    problems.get_by_role("link").first.click()
    assert phone.url.endswith("#id_name")

    phone.get_by_label("Wie heißt das Projekt?").fill("Lesebank Kalbe")
    phone.get_by_label("Wozu ist es da").fill("Eine Bank zum Vorlesen")
    phone.get_by_label("Worum geht es?").fill("Wer mag, liest vor.")
    phone.get_by_label("Arbeit").check()
    onward(phone, "Weiter zu Wo")

    phone.get_by_label("Ort oder Ortsteil").fill("Seehausen")
    onward(phone, "Weiter zu Wer")
    phone.get_by_label("Seehausen (Altmark)").check()
    onward(phone, "Weiter zu Wer")

    phone.get_by_label("Wer trägt das Projekt?").fill("Lesekreis")
    phone.get_by_label("Deine E-Mail-Adresse").fill("lesen@example.org")
    onward(phone, "Weiter zu Wirkung")
    phone.get_by_label("Erste Umsetzung").check()
    onward(phone, "Weiter zu Erfahrungen")
    phone.get_by_label("Was hat gut geklappt?").fill("Alle kommen wieder.")
    onward(phone, "Weiter zu Bilder")

    image = {"name": "bank.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.get_by_label("Bilder auswählen").set_input_files(image)
    onward(phone, "Hochladen")
    phone.get_by_label("Was ist zu sehen?").fill("Eine Bank unter einer Linde")
    phone.get_by_label("Wer hat das Bild gemacht?").fill("Lesekreis")
    phone.get_by_label("Wir dürfen die Bilder").check()
    onward(phone, "Weiter zu Einwilligung")
    phone.get_by_label("Ich gehöre zum Projekt").check()
    phone.get_by_label("Die Angaben und Bilder").check()
    onward(phone, "Weiter zum Prüfen")

    phone.get_by_text("Seehausen · Stendal").wait_for()
    phone.wait_for_timeout(2100)
    onward(phone, "Absenden")
    phone.get_by_role("heading", name="Schau in dein Postfach").wait_for()
    look(phone)
    assert foreign(phone.requested, portal) == []


def test_words_are_kept_while_somebody_types(phone):
    if not phone.has_scripts:
        return
    answer_questions(phone)
    phone.get_by_label("Wie heißt das Projekt?").fill("Lesebank")
    phone.get_by_text("Gespeichert").wait_for()
    phone.reload()
    assert phone.get_by_label("Wie heißt das Projekt?").input_value() == "Lesebank"
    phone.get_by_label("Worum geht es?").fill("Noch nicht fertig")
    phone.goto("/projekte/")
    phone.go_back()
    assert phone.get_by_label("Worum geht es?").input_value() == "Noch nicht fertig"


def test_the_mark_is_set_on_the_map(phone):
    answer_questions(phone)
    phone.goto("/teilen/wo/")
    phone.get_by_text("Den Punkt auf der Karte ansehen").click()
    if phone.has_scripts:
        phone.get_by_label("PLZ oder Ort auf der Karte suchen").fill("38835 Deersheim")
        phone.get_by_role("button", name="Ort suchen").click()
        phone.get_by_text("Der Punkt liegt jetzt in").wait_for()
    else:
        phone.get_by_label("Breite").fill("51.98")
        phone.get_by_label("Länge").fill("10.78")
    look(phone)
    phone.get_by_label("Ort oder Ortsteil").fill("Deersheim")
    phone.get_by_role("button", name="Weiter zu Wer").click()
    phone.goto("/teilen/wo/")
    assert re.match(r"51\.9", phone.locator("#id_latitude").input_value())


def test_the_keyboard_alone_walks_the_first_step(phone):
    answer_questions(phone)
    phone.get_by_label("Wie heißt das Projekt?").focus()
    phone.keyboard.type("Lesebank")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Eine Bank zum Vorlesen")
    phone.keyboard.press("Enter")
    phone.get_by_role("alert").wait_for()
    assert phone.get_by_label("Wie heißt das Projekt?").input_value() == "Lesebank"
    assert phone.url.endswith("/teilen/was/")

"""What somebody agrees to. Whoever changes the text gives it a new version."""

VERSION = "2026-11"
TEXT = (
    "Die Angaben und Bilder, die ich hier mache, dürfen auf der Landkarte sozialer "
    "Innovationen in Sachsen-Anhalt veröffentlicht werden, auch als offene Daten. Meine "
    "E-Mail-Adresse wird nicht veröffentlicht, sie dient nur der Verständigung über "
    "den Eintrag. Ich kann das jederzeit zurücknehmen; dann verschwindet der Eintrag."
)

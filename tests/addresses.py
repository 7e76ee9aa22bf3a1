"""Every kind of page a reader without an account can open."""

LISTS = [
    "/projekte/",
    "/projekte/?themenfeld=gesundheit&themenfeld=alter&stadium=established",
    "/projekte/?q=so+etwas+gibt+es+bestimmt+nicht",
    "/projekte/?sortierung=neu&seite=2",
    "/projekte/?kreis=gibt-es-nicht",
    "/projekte/?ort=Halle+(Saale)&umkreis=10",
]

STATIC_PAGES = [
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/leichte-sprache/",
    "/gebaerdensprache/",
    "/kontakt/",
    "/ueber-uns/",
    "/kartenquellen/",
]

MAPS = ["/karte/", "/karte/?themenfeld=gesundheit"]

FORMS = ["/teilen/", "/tipp/", "/mein-projekt/", "/meine-daten/"]

PAGES = ["/", *LISTS, *MAPS, "/leuchttuerme/", "/wissen/", *FORMS, *STATIC_PAGES]

MISSING = "/diese-seite-gibt-es-nicht/"

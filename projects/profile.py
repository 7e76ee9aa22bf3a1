"""The Steckbrief in other forms: short facts, JSON, schema.org."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from projects.models import Lifecycle, Location, Project
from projects.state_map import sheet

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def facts_of(project: Project) -> list[tuple[str, str]]:
    """Return the short facts that are known, each with its name."""
    technology = {True: "Ja", False: "Nein", None: ""}[project.uses_technology]
    status = ""
    if project.lifecycle != Lifecycle.UNKNOWN:
        status = project.get_lifecycle_display()
    facts = [
        ("Status", status),
        ("Zielgruppe", project.get_audience_display()),
        ("Lösung durch Technologie", technology),
    ]
    return [(name, value) for name, value in facts if value]


def locator_of(project: Project) -> dict[str, Any]:
    """Return what the small map of the state lights up and points at."""
    if project.is_statewide:
        title = "Karte von Sachsen-Anhalt, ganz hervorgehoben"
        return {"lit": list(sheet("small").names), "points": [], "title": title}
    sign = project.main_theme.sign if project.main_theme else ""
    places = project.location_list
    return {
        "lit": sorted({place.district.slug for place in places if place.district}),
        "points": [
            (place.latitude, place.longitude, sign, place.town)
            for place in places
            if place.has_point
        ],
        "title": "",
    }


def as_json(project: Project, url: str) -> dict[str, Any]:
    """Return everything public of a project; what is not known is null or empty."""
    return {
        "url": url,
        "name": project.name,
        "kurzzeile": project.tagline,
        "beschreibung": project.description,
        "traeger": [
            {"name": row.name, "webseite": row.website or None}
            for row in project.organisations.all()
        ],
        "orte": [_place(location) for location in project.location_list],
        "landesweit": project.is_statewide,
        "webseite": project.website or None,
        "links": [{"titel": r.title, "url": r.url} for r in project.links.all()],
        "themenfelder": [term.name for term in project.theme_list],
        "kategorien": [term.name for term in project.category_list],
        "megatrends": [term.name for term in project.megatrend_list],
        "sdgs": [term.number for term in project.goal_list],
        "herausforderungen": [term.name for term in project.challenge_list],
        "projektstadium": project.get_stage_display() or None,
        "wirkungsradius": project.get_reach_display() or None,
        "zielgruppe": project.get_audience_display() or None,
        "loesung_durch_technologie": project.uses_technology,
        "status": project.get_lifecycle_display(),
        "beginn": project.started_year,
        "ende": project.ended_year,
        "foerderung": project.funding,
        "erfahrungen": {
            "geklappt": project.experience_worked,
            "nicht_geklappt": project.experience_failed,
            "noetig": project.experience_needed,
        },
        "offen_fuer_nachahmung": project.open_to_copy,
        "bietet": project.offers,
        "sucht": project.seeks,
        "leuchtturm": project.is_lighthouse,
        "leuchtturm_begruendung": project.award_reason,
        "stand": project.checked_on,
        "quellen": [
            {"titel": row.title, "url": row.url or None, "gelesen_am": row.checked_on}
            for row in project.sources.all()
        ],
    }


def _place(location: Location) -> dict[str, Any]:
    return {
        "art": location.get_kind_display(),
        "strasse": location.street or None,
        "plz": location.postal_code or None,
        "ort": location.city or None,
        "ortsteil": location.locality or None,
        "kreis": location.district.name if location.district else None,
        "breite": location.latitude,
        "laenge": location.longitude,
        "genauigkeit": location.get_precision_display() or None,
    }


def as_json_ld(project: Project, url: str) -> SafeString:
    """Return the project as schema.org data for a script block (type Project)."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Project",
        "@id": url,
        "url": url,
        "name": project.name,
        "description": project.tagline,
        "keywords": [
            term.name for term in (*project.theme_list, *project.category_list)
        ],
        "sameAs": project.website,
        "foundingDate": str(project.started_year or ""),
        "dissolutionDate": str(project.ended_year or ""),
        "parentOrganization": [
            {"@type": "Organization", "name": row.name}
            for row in project.organisations.all()
        ],
        "location": [_schema_place(location) for location in project.location_list],
        "areaServed": "Sachsen-Anhalt" if project.is_statewide else "",
    }
    known = {name: value for name, value in data.items() if value}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 what could end the block is escaped above


def _schema_place(location: Location) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": location.street,
        "postalCode": location.postal_code,
        "addressLocality": location.town,
        "addressRegion": "Sachsen-Anhalt",
        "addressCountry": "DE",
    }
    place: dict[str, Any] = {
        "@type": "Place",
        "address": {name: value for name, value in address.items() if value},
    }
    if location.has_point:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": location.latitude,
            "longitude": location.longitude,
        }
    return place

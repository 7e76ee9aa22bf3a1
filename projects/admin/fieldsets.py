"""How the form of a project is ordered and explained."""

from typing import Any

from django.db import models

# What is typed without a scheme is meant as https.
WEB_ADDRESS: Any = {models.URLField: {"assume_scheme": "https"}}

FIELDSETS: Any = [
    (
        "Worum geht es",
        {
            "fields": [
                "name",
                "tagline",
                "description",
                "organisations",
                "website",
                "slug",
            ],
            "description": (
                "Was sehen Leserinnen und Leser zuerst? Kurze, eigene Sätze, nur "
                "belegte Tatsachen. Was unbekannt ist, bleibt leer."
            ),
        },
    ),
    (
        "Einordnung",
        {
            "fields": [
                "themes",
                "categories",
                "megatrends",
                "goals",
                "challenges",
                ("stage", "reach"),
                ("audience", "uses_technology"),
                ("lifecycle", "started_year", "ended_year"),
            ],
            "description": (
                "Danach wird gefiltert. Wähle nur, was die Quellen hergeben."
            ),
        },
    ),
    (
        "Ort",
        {
            "fields": ["is_statewide"],
            "description": (
                "Die einzelnen Orte mit ihrem Punkt auf der Karte stehen weiter "
                "unten unter „Orte“. Ein Projekt darf mehrere haben."
            ),
        },
    ),
    (
        "Erfahrungen",
        {
            "fields": [
                "experience_worked",
                "experience_failed",
                "experience_needed",
                "open_to_copy",
                "offers",
                "seeks",
                "funding",
                "inspired_by",
            ],
            "description": "Was andere brauchen, die es nachmachen wollen.",
        },
    ),
    (
        "Nachweis und Stand",
        {
            "fields": [
                ("checked_on", "checked_by"),
                "legal_ground",
                ("consent_on", "consent_wording"),
            ],
            "description": (
                "Woher wir es wissen, wann es zuletzt geprüft wurde und warum wir "
                "es zeigen dürfen. Die Quellen selbst stehen weiter unten."
            ),
        },
    ),
    (
        "Intern",
        {
            "fields": [
                "state",
                "internal_notes",
                ("published_at", "created_at", "updated_at"),
            ],
            "description": (
                "Das sieht nur die Redaktion. Den Zustand "
                "ändern die Knöpfe oben auf der Seite."
            ),
        },
    ),
]

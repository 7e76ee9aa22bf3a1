"""Projects with their terms, for cards and the Steckbrief."""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from projects.catalogue import Catalogue
from projects.models import Project
from projects.store import Store

CARDS: Store[SafeString] = Store(settings.CARD_CACHE_MB * 1024 * 1024)

_LISTS = {
    "themenfeld": "theme_list",
    "kategorie": "category_list",
    "megatrend": "megatrend_list",
    "sdg": "goal_list",
    "herausforderung": "challenge_list",
}


def load_cards(known: Catalogue, pks: Sequence[int]) -> list[Project]:
    """Return the public ones of these projects in the order given: two queries."""
    # SQLite would go through all public projects if it were asked for the state here.
    found = Project.objects.for_cards().in_order_of(pks)
    projects = [project for project in found if project.is_public]
    give_terms(known, projects)
    return projects


def render_cards(known: Catalogue, pks: Sequence[int]) -> list[SafeString]:
    """Return the cards of these projects as HTML; those seen before cost no query."""
    state = f"{known.stamp} {datetime.date.today()}"
    cards = {pk: CARDS.get((state, pk)) for pk in pks}
    missing = [pk for pk, card in cards.items() if card is None]
    for project in load_cards(known, missing) if missing else ():
        card = render_card(project)
        CARDS.put((state, project.pk), card, len(card))
        cards[project.pk] = card
    return [card for card in cards.values() if card is not None]


def render_card(project: Project) -> SafeString:
    return render_to_string("components/project_card.html", {"project": project})


def give_terms(known: Catalogue, projects: Sequence[Project]) -> None:
    """Set the lists of terms of each project from the catalogue."""
    keys = [project.pk for project in projects]
    for project, options in zip(projects, known.options_of(keys), strict=True):
        if project.pk in known.slots:
            for facet, attribute in _LISTS.items():
                terms = [option.term for option in options.get(facet, ())]
                setattr(project, attribute, terms)

"""Projects with their terms, for cards and the Steckbrief."""

from collections.abc import Sequence

from projects.catalogue import Catalogue
from projects.models import Project

_LISTS = {
    "themenfeld": "theme_list",
    "kategorie": "category_list",
    "megatrend": "megatrend_list",
    "sdg": "goal_list",
    "herausforderung": "challenge_list",
}


def load_cards(known: Catalogue, pks: Sequence[int]) -> list[Project]:
    """Return the public ones of these projects in the order given: two queries."""
    projects = Project.objects.public().for_cards().in_order_of(pks)
    give_terms(known, projects)
    return projects


def give_terms(known: Catalogue, projects: Sequence[Project]) -> None:
    """Set the lists of terms of each project from the catalogue."""
    keys = [project.pk for project in projects]
    for project, options in zip(projects, known.options_of(keys), strict=True):
        if project.pk in known.slots:
            for facet, attribute in _LISTS.items():
                terms = [option.term for option in options.get(facet, ())]
                setattr(project, attribute, terms)

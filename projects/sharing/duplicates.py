"""Published projects that may be the same as the one somebody is about to share."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from projects.folding import fold, words_of
from projects.models import Project, Submission

SIMILAR = 86
SIMILAR_NEARBY = 70
MOST = 3
SHORTEST = 4

NAME, WEBSITE, PLACE = "ähnlicher Name", "gleiche Webseite", "am selben Ort"


def of(submission: Submission) -> list[dict[str, str]]:
    return find(
        name=submission.name,
        website=submission.value("was", "website"),
        city=submission.value("wo", "city"),
    )


def find(*, name: str, website: str, city: str) -> list[dict[str, str]]:
    """Return up to three public projects with what they have in common, best first."""
    wanted, address, town = _folded(name), _address(website), _folded(city)
    found = []
    for project in Project.objects.for_comparison():
        likeness = _likeness(wanted, _folded(project.name))
        is_here = bool(town) and town in _towns(project)
        signs = _signs(
            likeness, is_here, bool(address) and address == _address(project.website)
        )
        if signs:
            found.append((len(signs), likeness, project, signs))
    found.sort(key=lambda row: row[:2], reverse=True)
    return [
        {"name": project.name, "slug": project.slug, "why": ", ".join(signs)}
        for _, _, project, signs in found[:MOST]
    ]


def _signs(likeness: float, is_here: bool, is_same_site: bool) -> list[str]:
    signs = []
    if likeness >= (SIMILAR_NEARBY if is_here or is_same_site else SIMILAR):
        signs.append(NAME)
    if is_same_site:
        signs.append(WEBSITE)
    if signs and is_here:
        signs.append(PLACE)
    return signs


def _likeness(wanted: str, name: str) -> float:
    if len(wanted) < SHORTEST:
        return 0
    return fuzz.token_sort_ratio(wanted, name)


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in words_of(text))


def _address(url: str) -> str:
    """Return what makes a web address the same: host without www, and path."""
    url = url.strip().lower()
    if not url:
        return ""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:
        return ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


def _towns(project: Project) -> Iterable[str]:
    for location in project.locations.all():
        yield _folded(location.city)
        yield _folded(location.locality)

"""What staff changed of what was sent in, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from projects.models import Project, Submission
from projects.sharing.steps import Progress

COMPARED = {
    "name": "Name",
    "tagline": "Kurzzeile",
    "description": "Beschreibung",
    "website": "Webseite",
    "experience_worked": "Was geklappt hat",
    "experience_failed": "Was nicht geklappt hat",
    "experience_needed": "Was man zum Nachmachen braucht",
    "offers": "Bietet",
    "seeks": "Sucht",
    "funding": "Förderung",
}
_PIECE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: str  # "same", "gone" or "new"
    words: str


@dataclass(frozen=True)
class Difference:
    label: str
    pieces: list[Piece]

    @property
    def line(self) -> str:
        """Return it as plain text for a mail: "[-alt-] [+neu+]"."""
        marks = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
        return "".join(marks[piece.kind].format(piece.words) for piece in self.pieces)


def differences_of(submission: Submission) -> list[Difference]:
    """Say what is public in other words than were sent; drafts of staff stay theirs."""
    project = submission.project
    if project is None or not project.is_public:
        return []
    sent = Progress(submission).cleaned
    return [
        Difference(label, compare(sent.get(field) or "", _now(project, field)))
        for field, label in COMPARED.items()
        if _plain(sent.get(field) or "") != _plain(_now(project, field))
    ]


def _now(project: Project, field: str) -> str:
    return getattr(project, field)


def _plain(text: str) -> str:
    return " ".join(text.split())


def compare(old: str, new: str) -> list[Piece]:
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    pieces = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[start:end])))
            continue
        pieces.append(Piece("gone", "".join(before[start:end])))
        pieces.append(Piece("new", "".join(after[new_start:new_end])))
    return [piece for piece in pieces if piece.words]

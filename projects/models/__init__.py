from projects.models.attachments import ExternalId, Link, Source
from projects.models.change_request import ChangeRequest, ChangeRequestQuerySet
from projects.models.choices import (
    PUBLIC,
    Audience,
    LegalGround,
    Lifecycle,
    Reach,
    Stage,
    Status,
)
from projects.models.geography import Address, District, Location, Place
from projects.models.hint import (
    ContactMessage,
    Erasure,
    FaultReport,
    HintState,
    Lead,
)
from projects.models.limit import Attempt
from projects.models.mail import Mail, MailQuerySet, MailState
from projects.models.organisation import Organisation
from projects.models.picture import Picture, StoredPicture
from projects.models.project import OldSlug, Project, ProjectQuerySet
from projects.models.steward import Steward, StewardQuerySet
from projects.models.submission import (
    Message,
    Submission,
    SubmissionPicture,
    SubmissionQuerySet,
    SubmissionState,
)
from projects.models.token import AccessToken, Scope
from projects.models.version import Change, Version

__all__ = [
    "PUBLIC",
    "AccessToken",
    "Address",
    "Attempt",
    "Audience",
    "Change",
    "ChangeRequest",
    "ChangeRequestQuerySet",
    "ContactMessage",
    "District",
    "Erasure",
    "ExternalId",
    "FaultReport",
    "HintState",
    "Lead",
    "LegalGround",
    "Lifecycle",
    "Link",
    "Location",
    "Mail",
    "MailQuerySet",
    "MailState",
    "Message",
    "OldSlug",
    "Organisation",
    "Picture",
    "Place",
    "Project",
    "ProjectQuerySet",
    "Reach",
    "Scope",
    "Source",
    "Stage",
    "Status",
    "Steward",
    "StewardQuerySet",
    "StoredPicture",
    "Submission",
    "SubmissionPicture",
    "SubmissionQuerySet",
    "SubmissionState",
    "Version",
]

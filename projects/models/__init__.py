from projects.models.attachments import ExternalId, Link, Source
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
from projects.models.organisation import Organisation
from projects.models.picture import Picture
from projects.models.project import OldSlug, Project, ProjectQuerySet
from projects.models.version import Change, Version

__all__ = [
    "PUBLIC",
    "Address",
    "Audience",
    "Change",
    "District",
    "ExternalId",
    "LegalGround",
    "Lifecycle",
    "Link",
    "Location",
    "OldSlug",
    "Organisation",
    "Picture",
    "Place",
    "Project",
    "ProjectQuerySet",
    "Reach",
    "Source",
    "Stage",
    "Status",
    "Version",
]

from django.contrib import admin

from projects.admin.change_request import ChangeRequestAdmin
from projects.admin.geography import DistrictAdmin, PlaceAdmin
from projects.admin.mail import MailAdmin
from projects.admin.organisation import OrganisationAdmin
from projects.admin.project import ProjectAdmin
from projects.admin.stewardship import (
    ContactMessageAdmin,
    ErasureAdmin,
    FaultReportAdmin,
    LeadAdmin,
    StewardAdmin,
)
from projects.admin.submission import SubmissionAdmin

__all__ = [
    "ChangeRequestAdmin",
    "ContactMessageAdmin",
    "DistrictAdmin",
    "ErasureAdmin",
    "FaultReportAdmin",
    "LeadAdmin",
    "MailAdmin",
    "OrganisationAdmin",
    "PlaceAdmin",
    "ProjectAdmin",
    "StewardAdmin",
    "SubmissionAdmin",
]

admin.site.site_header = "Redaktion · Soziale Innovationen in Sachsen-Anhalt"
admin.site.site_title = "Redaktion"
admin.site.index_title = "Übersicht"

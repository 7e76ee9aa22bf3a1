from django.contrib import admin

from projects.admin.geography import DistrictAdmin, PlaceAdmin
from projects.admin.mail import MailAdmin
from projects.admin.organisation import OrganisationAdmin
from projects.admin.project import ProjectAdmin
from projects.admin.submission import SubmissionAdmin

__all__ = [
    "DistrictAdmin",
    "MailAdmin",
    "OrganisationAdmin",
    "PlaceAdmin",
    "ProjectAdmin",
    "SubmissionAdmin",
]

admin.site.site_header = "Redaktion · Soziale Innovationen in Sachsen-Anhalt"
admin.site.site_title = "Redaktion"
admin.site.index_title = "Übersicht"

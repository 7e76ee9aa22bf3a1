from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate

from projects.checks import mails_leave
from projects.triggers import lay_triggers


class ProjectsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "projects"
    verbose_name = "Projekte"

    def ready(self) -> None:
        post_migrate.connect(lay_triggers, dispatch_uid="projects.lay_triggers")
        checks.register(mails_leave, deploy=True)

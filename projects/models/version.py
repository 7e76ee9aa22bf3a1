from typing import Self

from django.db import connection, models

# What a Change names instead of a project.
NO_PROJECT = 0
CHANGES_KEPT = 10_000


class Version(models.Model):
    """One row: how often anything that visitors see has changed.

    Database triggers raise it in the transaction of the change (projects/triggers.py).
    """

    number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "Version des Bestands"
        verbose_name_plural = "Version des Bestands"

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """Return the number; plain SQL, since every request asks for it first."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM projects_version")
            row = cursor.fetchone()
        return row[0] if row else 0


class ChangeQuerySet(models.QuerySet["Change"]):
    def between(self, old: int, new: int) -> Self:
        return self.filter(number__gt=old, number__lte=new)

    def outlived(self) -> Self:
        """Return the changes that no process needs: one so far behind builds anew."""
        return self.filter(number__lte=Version.current() - CHANGES_KEPT)

    def of_projects(self) -> Self:
        return self.filter(project_id__gt=NO_PROJECT)


class Change(models.Model):
    """What a version changed: a project, nothing in the catalogue (0), or anything."""

    number = models.PositiveBigIntegerField(db_index=True)
    project_id = models.BigIntegerField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "Änderung des Bestands"
        verbose_name_plural = "Änderungen des Bestands"

    def __str__(self) -> str:
        return f"{self.number}: {self.project_id}"

import datetime

from django.db import connection, models


class Attempt(models.Model):
    """How often somebody tried something within a window of time.

    `key` is a hash that nobody can turn back into an address once the day is over.
    """

    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = "Versuch"
        verbose_name_plural = "Versuche"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key", "opened_at"], name="attempt_once_per_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.count}"

    @classmethod
    def add(cls, scope: str, key: str, opened_at: datetime.datetime) -> int:
        """Count one more, in one statement, and return how many there are now."""
        adapted = connection.ops.adapt_datetimefield_value(opened_at)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO projects_attempt (scope, key, opened_at, count) "
                "VALUES (%s, %s, %s, 1) ON CONFLICT (scope, key, opened_at) "
                "DO UPDATE SET count = projects_attempt.count + 1 RETURNING count",
                [scope, key, adapted],
            )
            return cursor.fetchone()[0]

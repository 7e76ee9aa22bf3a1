from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func
from django.db.models.sql.compiler import SQLCompiler


class ByteOrder(Func):
    """Order a text column by its bytes on every database, whatever its collation."""

    template = '(%(expressions)s) COLLATE "C"'

    def __init__(self, column: str) -> None:
        super().__init__(F(column))

    def as_sqlite(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        **extra_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:
        return self.as_sql(compiler, connection, template="(%(expressions)s)")

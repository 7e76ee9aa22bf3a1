from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from projects.bundles import bundles


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Name every file after its content, those that ES modules import included."""

    support_js_module_import_aggregation = True

    @lru_cache(maxsize=500)  # noqa: B019 a process has one storage
    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file; the names do not change while a server runs."""
        return super().url(name, force)

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Join what templates ask for together before the files get their names."""
        if not dry_run:
            for name, text in bundles(self._read):
                self.delete(name)
                self._save(name, ContentFile(text.encode()))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _read(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()

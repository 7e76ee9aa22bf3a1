from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Name every file after its content, those that ES modules import included."""

    support_js_module_import_aggregation = True

    @lru_cache(maxsize=500)  # noqa: B019 a process has one storage
    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file; the names do not change while a server runs."""
        return super().url(name, force)

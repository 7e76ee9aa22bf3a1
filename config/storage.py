from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Name every file after its content, those that ES modules import included."""

    support_js_module_import_aggregation = True

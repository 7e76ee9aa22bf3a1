"""The portal's own settings, but mails go into a folder and no file is collected."""

import os
from pathlib import Path

from config.settings import *  # noqa: F403

EMAIL_BACKEND = "tests.faults.mailbox.Mailbox"
MAILBOX = Path(os.environ["MAILBOX"])
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

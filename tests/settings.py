"""The portal's own settings, but the same on every machine: no .env, no real data."""

import os

os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "DEBUG": "false",
    "HTTPS": "false",
    "ALLOWED_HOSTS": "testserver,localhost",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:"),
    "EMAIL_URL": "memorymail://",
    "CACHE_URL": "locmemcache://",
}

from config.settings import *  # noqa: F403

PAGE_CACHE_MB = CARD_CACHE_MB = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

"""One file for every installation; the environment (or .env) overrides.

docs/operating.md lists every variable. `X_FILE` names a file that holds the value of X.
"""

from pathlib import Path
from urllib.parse import urlsplit

from environ import FileAwareEnv

from config.logs import console_log

BASE_DIR = Path(__file__).resolve().parent.parent

env = FileAwareEnv()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# What mails link to. Never taken from a request: its Host header is anybody's.
PORTAL_URL = env.str(
    "PORTAL_URL",
    default=f"http{'s' if HTTPS else ''}://{(ALLOWED_HOSTS or ['localhost'])[0]}/",
)
PORTAL_NAME = "Soziale Innovationen in Sachsen-Anhalt"

INSTALLED_APPS = [
    "config.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "leaflet",
    "themes",
    "projects",
    "lighthouses",
    "knowledge",
]

MIDDLEWARE = [
    "projects.caching.keep_pages",
    "config.headers.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "config.context.portal",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

DATABASE = env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
IS_SQLITE = DATABASE["ENGINE"] == "django.db.backends.sqlite3"
DATABASE |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": not IS_SQLITE}
if IS_SQLITE:
    DATABASE["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=16)
CARD_CACHE_MB = env.int("CARD_CACHE_MB", default=8)
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

vars().update(
    env.email("EMAIL_URL", default="dummymail://" if DEBUG else "smtp://localhost:25")
)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")

PROOF_OF_WORK = env.bool("PROOF_OF_WORK", default=False)

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A tile service is a third party that sees every visitor: none unless the operator sets one.
MAP_TILE_URL = env.str("MAP_TILE_URL", default="")
MAP_TILE_ATTRIBUTION = env.str("MAP_TILE_ATTRIBUTION", default="")
MAP_TILE_SERVER = urlsplit(MAP_TILE_URL).netloc.replace("{s}", "*")
MAP_LAST_ZOOM = min(env.int("MAP_TILE_MAX_ZOOM", 18), 20) if MAP_TILE_URL else 14
LEAFLET_CONFIG: dict[str, object] = {
    "TILES": [("Karte", MAP_TILE_URL, {})] if MAP_TILE_URL else [],
    "RESET_VIEW": False,
    "SCALE": "metric",
    "SPATIAL_EXTENT": (8.3, 49.9, 15.4, 53.6),
    "MIN_ZOOM": 6,
    "MAX_ZOOM": MAP_LAST_ZOOM,
}

RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{RULES}.UserAttributeSimilarityValidator"},
    {"NAME": f"{RULES}.CommonPasswordValidator"},
]

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Preloading binds the whole domain for years: only its owner can decide that.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
DRAFT_COOKIE = "__Host-entwurf" if HTTPS else "entwurf"
# Days until a draft nobody goes on with is deleted; sent, but never confirmed.
DRAFT_DAYS = env.int("DRAFT_DAYS", default=30)
UNCONFIRMED_DAYS = env.int("UNCONFIRMED_DAYS", default=14)
# Days until the Träger is reminded, asked again (so many times), the entry fades and is
# archived when nobody answers.
REMINDER_DAYS = env.int("REMINDER_DAYS", default=365)
FOLLOW_UPS = env.int("FOLLOW_UPS", default=2)
FOLLOW_UP_DAYS = env.int("FOLLOW_UP_DAYS", default=30)
FADE_DAYS = env.int("FADE_DAYS", default=30)
ARCHIVE_DAYS = env.int("ARCHIVE_DAYS", default=365)
# Days that refused submissions, addresses of hints, messages passed on and the log of
# mails are kept.
DECIDED_DAYS = env.int("DECIDED_DAYS", default=180)
HINT_ADDRESS_DAYS = env.int("HINT_ADDRESS_DAYS", default=365)
MESSAGE_DAYS = env.int("MESSAGE_DAYS", default=90)
MAIL_DAYS = env.int("MAIL_DAYS", default=180)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CSP = {
    "default-src": ["'none'"],
    **{f"{kind}-src": ["'self'"] for kind in ("script", "style", "font", "connect")},
    "img-src": ["'self'", "data:", *filter(None, [MAP_TILE_SERVER])],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    **{name: ["'none'"] for name in ("base-uri", "frame-ancestors", "object-src")},
}

LOGGING = console_log(as_json=not DEBUG)

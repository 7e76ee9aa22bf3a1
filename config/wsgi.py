import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from projects.caching import answer_kept  # noqa: E402 needs the apps of the line above

application = answer_kept(django_application)

"""Ask the portal as a server does: through its WSGI application."""

from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from config.wsgi import application


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self):
        return self.content.decode()


def visit(path, query="", method="GET", **headers):
    """Request a path; headers are given as WSGI names them (HTTP_ACCEPT_ENCODING)."""
    if not isinstance(query, str):
        query = urlencode(query, doseq=True)
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        **headers,
    }
    setup_testing_defaults(environ)
    started = []
    with connections_of_the_test():
        body = application(environ, lambda *args: started.append(args))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
    status, names = started[0]
    return Answer(int(status[:3]), dict(names), content)


@contextmanager
def connections_of_the_test():
    """Keep the test's open transaction, as Django's own test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)

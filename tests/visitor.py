"""Ask the portal as a server does: through its WSGI application."""

from dataclasses import dataclass
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

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
    body = application(environ, lambda *args: started.append(args))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    status, names = started[0]
    return Answer(int(status[:3]), dict(names), content)

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

JSON = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "format": "{levelname}{name}{message}",
    "style": "{",
    "timestamp": True,
    # A request's address holds what somebody searched for.
    "reserved_attrs": [*RESERVED_ATTRS, "request"],
}
PLAIN = {"format": "{levelname} {name}: {message}", "style": "{"}


def console_log(*, as_json: bool) -> dict[str, Any]:
    """Configure logging: one line per event on standard error, times in UTC."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": JSON if as_json else PLAIN},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {"django": {"handlers": []}},
    }

import logging
import re
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

# What follows these in an address is a key that somebody was mailed.
KEYED = re.compile(
    r"(/(?:stand|mein-projekt|meine-daten|nachricht|erinnerung|teilen/weiter|"
    r"teilen/bestaetigen)/)[^/\s]+"
)


def without_keys(record: logging.LogRecord) -> bool:
    """Leave out of every line what would open somebody's submission."""
    message = record.getMessage()
    if KEYED.search(message):
        record.msg, record.args = KEYED.sub(r"\1...", message), ()
    return True


def console_log(*, as_json: bool) -> dict[str, Any]:
    """Configure logging: one line per event on standard error, times in UTC."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": JSON if as_json else PLAIN},
        "filters": {"without_keys": {"()": lambda: without_keys}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["without_keys"],
            },
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {"django": {"handlers": []}},
    }

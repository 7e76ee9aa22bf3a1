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
    r"(/(?:stand|mein-projekt|meine-daten|erinnerung|nachricht"
    r"|teilen/weiter|teilen/bestaetigen)/)[^/\s]+"
)
# A database quotes the values of a row that it refuses, a mail server the address.
MAIL_ADDRESS = re.compile(r"[^\s@<>()\"'=,;:]+@[^\s@<>()\"'=,;:]+\.\w+")


def without_personal_data(record: logging.LogRecord) -> bool:
    """Leave out of every line whose mail it was and what opens a submission."""
    record.msg, record.args = _discreet(record.getMessage()), ()
    if record.exc_info:
        trace = logging.Formatter().formatException(record.exc_info)
        record.exc_text, record.exc_info = _discreet(trace), None
    return True


def _discreet(text: str) -> str:
    return MAIL_ADDRESS.sub("...@...", KEYED.sub(r"\1...", text))


def console_log(*, as_json: bool) -> dict[str, Any]:
    """Configure logging: one line per event on standard error, times in UTC."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": JSON if as_json else PLAIN},
        "filters": {"discreet": {"()": lambda: without_personal_data}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["discreet"],
            },
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {"django": {"handlers": []}},
    }

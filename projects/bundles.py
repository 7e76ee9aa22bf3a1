"""Join the stylesheets and scripts that a template asks for, so that a page needs few
requests. The files stay apart in the repository; `collectstatic` joins those that stand
together in a `stylesheets`, `scripts` or `module` tag, unchanged and in their order.
Without `collectstatic` the tags link every file by itself.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator

from django.conf import settings

Read = Callable[[str], str]

_TAG = re.compile(r'{% (stylesheets|scripts|module) ((?:"[^"]+" )+)%}')
_URL = re.compile(r'url\(("?)(?!data:|#|/|https?:)([^)"]+)\1\)')
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.M)
_IMPORT = re.compile(r'^import (?:(\{.*?\}) from )?"\./(.+?)";$', re.M)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.M)


def bundle_name(kind: str, *names: str) -> str:
    digest = hashlib.sha256(" ".join((kind, *names)).encode()).hexdigest()[:8]
    extension = "css" if kind == "stylesheets" else "js"
    return f"bundles/{digest}.{extension}"


def bundles(read: Read) -> Iterator[tuple[str, str]]:
    """Yield name and content of every bundle that the templates ask for."""
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    texts = [template.read_text() for template in sorted(templates)]
    asked = {found.groups() for text in texts for found in _TAG.finditer(text)}
    for kind, quoted in sorted(asked):
        names = re.findall('"(.+?)"', quoted)
        yield bundle_name(kind, *names), _JOIN[kind](names, read)


def _stylesheets(names: list[str], read: Read) -> str:
    return "\n".join(_moved(read(name), posixpath.dirname(name)) for name in names)


def _moved(css: str, folder: str) -> str:
    """Let the addresses in a stylesheet start from the folder of the bundles."""
    return _URL.sub(lambda found: f'url("../{folder}/{found[2]}")', css)


def _scripts(names: list[str], read: Read) -> str:
    return ";\n".join(_SOURCE_MAP.sub("", read(name)) for name in names)


def _module(names: list[str], read: Read) -> str:
    """Put an ES module and all it imports into one, each in a function of its own."""
    parts: dict[str, str] = {}

    def add(name: str) -> None:
        text, folder = read(name), posixpath.dirname(name)
        for found in _IMPORT.finditer(text):
            imported = posixpath.join(folder, found[2])
            if imported not in parts:
                add(imported)
        text = _IMPORT.sub(
            lambda found: (
                f"const {found[1]} = {_variable(posixpath.join(folder, found[2]))};"
                if found[1]
                else ""
            ),
            text,
        )
        exported = ", ".join(found[2] for found in _EXPORT.finditer(text))
        text = _EXPORT.sub(r"\1 \2", text)
        parts[name] = (
            f"const {_variable(name)} = (() => {{\n{text}return {{ {exported} }};\n}})();"
        )

    for name in names:
        add(name)
    return "\n".join(parts.values())


def _variable(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name)


_JOIN = {"stylesheets": _stylesheets, "scripts": _scripts, "module": _module}

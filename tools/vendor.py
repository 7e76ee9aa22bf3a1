"""Copy the front end's foreign files to static/vendor: `python tools/vendor.py`.

package.json names the packages, their versions and the hashes of their archives.
Needs npm, fonttools and brotli; the results are committed, so nothing else does.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "vendor"
PACKAGES = json.loads((ROOT / "package.json").read_text())

# Of KERN only these blocks are kept, of Lucide only these icons.
KERN_BLOCKS = "|".join(PACKAGES["kernBlocks"])
ICONS = PACKAGES["icons"]

KERN_ICONS = {"info", "success", "warning", "danger"}
KERN_GLOBALS = {":root", "*", "*:before", "*:after"}

FONT_WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600}
FONT_RANGES = {
    "latin": "U+0020-007E,U+00A0-00FF,U+2009,U+2010-2015,U+2018-201E,U+2022,U+2026,"
    "U+202F,U+2030,U+20AC,U+2190,U+2192,U+2212",
    "latin-ext": "U+0100-017F,U+0218-021B,U+1E9E",
}
FONT_FEATURES = "kern,liga,ccmp,locl,mark,case,tnum,lnum,pnum"


def fetch(name: str, workplace: Path) -> Path:
    """Download a package, refuse it when its hash is another, return its folder."""
    version, integrity = PACKAGES["dependencies"][name], PACKAGES["integrity"][name]
    command = ["npm", "pack", f"{name}@{version}", "--silent"]
    packed = subprocess.run(
        command, cwd=workplace, check=True, capture_output=True, text=True
    )
    archive = workplace / packed.stdout.split()[-1]
    digest = hashlib.sha512(archive.read_bytes()).digest()
    if f"sha512-{base64.b64encode(digest).decode()}" != integrity:
        sys.exit(f"{name} {version} is not the archive that package.json names.")
    folder = workplace / name.replace("/", "-")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield (selector or at-rule, body) of every block at the top of a stylesheet."""
    depth = start = opened = 0
    for position, character in enumerate(css):
        if character == "{":
            depth += 1
            if depth == 1:
                opened = position
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : position].strip()
                start = position + 1


def is_used(selector: str) -> bool:
    if selector.strip() in KERN_GLOBALS:
        return True
    classes = re.findall(r"\.kern-([\w-]+)", selector)
    if not classes or re.search(r"\.kern-(dark|light)\b", selector):
        return False
    return all(
        name.removeprefix("icon--") in KERN_ICONS
        or re.fullmatch(rf"icon|({KERN_BLOCKS})([-_].*)?", name)
        for name in classes
    )


def reduce(css: str) -> str:
    """Keep the rules of the used blocks, in @media too, and merge what is left."""
    kept = []
    for selector, body in blocks(css):
        if selector.startswith("@media"):
            if inner := reduce(body):
                kept.append(f"{selector}{{{inner}}}")
        elif body and not selector.startswith("@"):
            used = [part for part in selector.split(",\n") if is_used(part)]
            if used:
                kept.append(f"{','.join(used)}{{{body}}}")
    return "\n".join(kept)


def drop_unread_tokens(css: str) -> str:
    """Take out custom properties that no rule reads, until none is left."""
    read = set(re.findall(r"var\(\s*(--[\w-]+)", css))
    shorter = re.sub(
        r"(--[\w-]+)\s*:[^;{}]*(;|(?=\}))",
        lambda match: match[0] if match[1] in read else "",
        css,
    )
    return css if shorter == css else drop_unread_tokens(shorter)


def write_kern(package: Path, folder: Path) -> None:
    """Write the reduced stylesheet into a cascade layer, so that ours wins over it."""
    css = (package / "dist" / "kern.css").read_text()
    css = re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.DOTALL)
    css = drop_unread_tokens(reduce(css))
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*|(?<=[\w)]): ", lambda m: m[1] or ":", css)
    css = re.sub(r"[^{};]*\{\}", "", css)
    version = PACKAGES["dependencies"]["@kern-ux/native"]
    head = f"/* KERN UX {version}, EUPL-1.2, reduced by tools/vendor.py */\n"
    (folder / "kern.css").write_text(f"{head}@layer kern{{{css}}}\n")
    shutil.copy(package / "LICENSE.md", folder)


def write_fonts(package: Path, licence: Path, folder: Path) -> None:
    """Cut Fira Sans to the characters of the portal; the rest of Latin loads on need."""
    faces = []
    for style, weight in FONT_WEIGHTS.items():
        source = package / "dist" / "fonts" / "fira-sans" / f"FiraSans-{style}.woff2"
        for part, characters in FONT_RANGES.items():
            name = f"fira-sans-{weight}-{part}.woff2"
            command = [sys.executable, "-m", "fontTools.subset", str(source)]
            command += [f"--unicodes={characters}", "--flavor=woff2", "--no-hinting"]
            command += [f"--layout-features={FONT_FEATURES}"]
            command += [f"--output-file={folder / name}"]
            subprocess.run(command, check=True, capture_output=True)
            faces.append(
                '@font-face{font-family:"Fira Sans";font-style:normal;'
                f"font-weight:{weight};font-display:swap;"
                f'src:url("{name}") format("woff2");unicode-range:{characters}}}\n'
            )
    (folder / "fira-sans.css").write_text("".join(faces))
    shutil.copy(licence / "LICENSE", folder / "OFL.txt")


def write_icons(package: Path, folder: Path) -> None:
    """Gather the icons in one sprite: <use href="icons.svg#name">."""
    symbols = []
    for name in ICONS:
        svg = (package / "icons" / f"{name}.svg").read_text()
        shapes = " ".join(re.split(r"<svg[^>]*>|</svg>", svg)[1].split())
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" '
            'stroke="currentColor" stroke-width="2" stroke-linecap="round" '
            f'stroke-linejoin="round">{shapes}</symbol>\n'
        )
    (folder / "icons.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(symbols)}</svg>\n'
    )
    shutil.copy(package / "LICENSE", folder)


def described(folder: Path, package: str, licence: str) -> dict[str, object]:
    """Say where the files of a folder come from and what they hash to."""
    return {
        "package": f"{package} {PACKAGES['dependencies'][package]}",
        "licence": licence,
        "sha256": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.iterdir())
        },
    }


def main() -> None:
    versions = PACKAGES["dependencies"]
    kern = TARGET / f"kern-{versions['@kern-ux/native']}"
    fonts = TARGET / "fira-sans-4.106"
    icons = TARGET / f"lucide-{versions['lucide-static']}"
    for folder in (kern, fonts, icons):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as directory:
        fetched = {name: fetch(name, Path(directory)) for name in versions}
        write_kern(fetched["@kern-ux/native"], kern)
        write_fonts(fetched["@kern-ux/native"], fetched["@fontsource/fira-sans"], fonts)
        write_icons(fetched["lucide-static"], icons)
    manifest = {
        kern.name: described(kern, "@kern-ux/native", "EUPL-1.2"),
        fonts.name: described(fonts, "@kern-ux/native", "OFL-1.1"),
        icons.name: described(icons, "lucide-static", "ISC"),
    }
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()

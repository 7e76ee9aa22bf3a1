"""Fetch the W3C's markup checker (30 MB, so not in the repository) into .cache/.

npm comes from the locked packages; the hash here decides what is accepted.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "vnu-jar@26.9.27"
SHA512 = (
    "4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c"
    "417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428"
)
JAR = Path(__file__).parent.parent / ".cache" / "vnu-26.9.27.jar"


def fetch() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        npm = Path(sys.executable).with_name("npm")
        subprocess.run(
            [npm, "pack", "--silent", "--pack-destination", folder, PACKAGE],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        archive = next(Path(folder).glob("*.tgz"))
        if hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512:
            sys.exit(f"{PACKAGE} ist nicht die Datei, die hier erwartet wird.")
        with tarfile.open(archive) as files:
            jar = files.extractfile("package/build/dist/vnu.jar")
            assert jar is not None
            return jar.read()


if __name__ == "__main__":
    if not JAR.exists():
        JAR.parent.mkdir(exist_ok=True)
        JAR.write_bytes(fetch())

import re
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.addresses import MISSING, PAGES
from tests.browser import markup_checker


def read(url):
    try:
        with urlopen(url) as response:
            return response.read().decode()
    except HTTPError as error:
        return error.read().decode()


def project_pages(portal):
    """Follow the list from page to page and name every project on it."""
    found, number = [], 1
    while True:
        html = read(f"{portal}/projekte/?seite={number}")
        new = set(re.findall(r'href="(/projekte/[a-z0-9-]+/)"', html)) - set(found)
        if not new:
            return found
        found += sorted(new)
        number += 1


def test_the_checker_of_the_w3c_finds_no_error(portal, tmp_path):
    projects = project_pages(portal)
    assert len(projects) >= 80
    addresses = [*PAGES, MISSING, *projects]
    files = {tmp_path / f"{n}.html": address for n, address in enumerate(addresses)}
    for file, address in files.items():
        file.write_text(read(portal + address))
    errors = markup_checker.errors(files)
    assert [(files[tmp_path / name], message) for name, message in errors] == []

"""One process of the portal: it reads requests as lines of JSON and answers each.

{"get": address} opens a page, {"say": words} asks the catalogue how many projects say
each of the words, {"write": {old: new}} renames projects and themes in one transaction.
"""

import json
import re
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 the models need the setup
from django.test import Client  # noqa: E402

from projects import current  # noqa: E402
from projects.models import Project  # noqa: E402
from projects.queries import parse  # noqa: E402
from themes.models import Theme  # noqa: E402


def get(address):
    page = Client().get(address).content.decode()
    names = re.findall(r'class="card__name"><a [^>]*>(.*?)</a>', page)
    return [re.sub("</?mark>", "", name) for name in names]


def say(words):
    known = current.catalogue()
    hits = {word: known.hits({}, parse(word, {})).count for word in words}
    themes = [option.label for option in known.labels["themenfeld"]]
    return {"hits": hits, "themes": themes, "is_behind": known.is_behind}


def write(names):
    with transaction.atomic():
        for old, new in names.items():
            for kind in (Project, Theme):
                kind.objects.filter(name=old).update(name=new)


current.LARGE = int(sys.argv[1])
answers = {"get": get, "say": say, "write": write}
for line in sys.stdin:
    [(what, value)] = json.loads(line).items()
    sys.stdout.write(json.dumps(answers[what](value)) + "\n")
    sys.stdout.flush()

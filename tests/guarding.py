"""Fill in what guards a public form, as somebody does who has read it first."""

import datetime

from django.utils import timezone

from projects.abuse import STAMP, new_stamp


def guard(scope, *, seconds=60):
    read_for = datetime.timedelta(seconds=seconds)
    return {STAMP: new_stamp(scope, timezone.now() - read_for)}

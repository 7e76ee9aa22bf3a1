"""What must hold after all the killing."""

import collections
import time

from django.core.files.storage import default_storage

from projects.models import Mail, MailState, Submission
from projects.pictures import file_names
from tests.faults.mailbox import delivered


def wait_for_mails():
    """Give the worker the time to send what is still owed."""
    for _ in range(300):
        if not Mail.objects.filter(state=MailState.QUEUED).exists():
            return
        time.sleep(0.2)


def faults(people, worker_kills):
    found = []
    for person in people:
        found += _faults_of(person)
    confirmed = Submission.objects.confirmed().count()
    if confirmed != len(people):
        found.append(f"{confirmed} confirmed submissions of {len(people)}")
    found += _faults_of_mails(len(people), worker_kills)
    return found


def _faults_of(person):
    same = list(Submission.objects.filter(email=person.email))
    if len(same) != 1:
        return [f"{person.number}: {len(same)} submissions"]
    [submission] = same
    found = [
        f"{person.number}: {step} {field} is {submission.values(step, field)}"
        for step, typed in person.kept.items()
        for field, text in typed.items()
        if not _is_same(submission.values(step, field), text)
    ]
    if person.has_confirmed and submission.state != "submitted":
        found.append(f"{person.number}: confirmed, but {submission.state}")
    return found + _faults_of_picture(person, submission)


def _is_same(kept, typed):
    return [text.replace("\r\n", "\n") for text in kept] == [typed]


def _faults_of_picture(person, submission):
    pictures = list(submission.pictures.all())
    if len(pictures) != ("picture" in person.kept):
        return [f"{person.number}: {len(pictures)} pictures"]
    return [
        f"{person.number}: {name} is missing"
        for picture in pictures
        for name in file_names(picture)
        if not default_storage.exists(name)
    ]


def _faults_of_mails(owed, worker_kills):
    found = []
    for template in ("confirm", "received"):
        sent = Mail.objects.filter(template=template, state=MailState.SENT)
        if sent.count() != owed:
            found.append(f"{sent.count()} mails “{template}” sent of {owed}")
    arrived = collections.Counter(mail["Message-ID"] for mail in delivered())
    if len(arrived) != Mail.objects.count():
        found.append(f"{len(arrived)} mails arrived of {Mail.objects.count()}")
    twice = arrived.total() - len(arrived)
    if twice > worker_kills:
        found.append(f"{twice} mails came twice, with {worker_kills} kills")
    return found


def figures():
    arrived = collections.Counter(mail["Message-ID"] for mail in delivered())
    return {
        "confirmed": Submission.objects.confirmed().count(),
        "mails owed": Mail.objects.count(),
        "mails arrived": len(arrived),
        "mails arrived twice": arrived.total() - len(arrived),
    }

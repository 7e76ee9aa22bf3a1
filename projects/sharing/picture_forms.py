"""The step for pictures: what is there already, and what comes along."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from projects.models import Submission, SubmissionPicture
from projects.pictures import delete_files, file_names, fill, open_upload
from projects.sharing.fields import ShareForm

MOST = 5
TOO_MANY = f"Es passen höchstens {MOST} Bilder. Nimm zuerst eines heraus."


class PicturesForm(ShareForm):
    """Alt text and credit of every picture, and the right to show them.

    The fields are named by the picture, so that two windows never mix them up.
    """

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures = list(submission.pictures.all()) if submission.pk else []
        for picture in self.pictures:
            key = picture.key
            self.fields[f"alt-{key}"] = forms.CharField(
                label="Was ist zu sehen?",
                help_text="Für alle, die das Bild nicht sehen können. "
                "Etwa: Zwei Frauen stehen vor dem Regal im Laden",
                max_length=300,
            )
            self.fields[f"credit-{key}"] = forms.CharField(
                label="Wer hat das Bild gemacht?",
                help_text="Etwa: Dorfverein Deersheim",
                max_length=160,
            )
            self.fields[f"licence-{key}"] = forms.CharField(
                label="Lizenz",
                help_text="Etwa: CC BY 4.0",
                max_length=80,
                required=False,
            )
        if self.pictures:
            self.fields["may_show"] = forms.BooleanField(
                label="Wir dürfen die Bilder veröffentlichen, und die Menschen darauf "
                "sind einverstanden",
                error_messages={
                    "required": "Bestätige das, oder nimm die Bilder heraus."
                },
            )
        for bound in self:
            self._dress(bound)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "picture": picture,
                "fields": [
                    self[f"{name}-{picture.key}"]
                    for name in ("alt", "credit", "licence")
                ],
            }
            for picture in self.pictures
        ]

    @property
    def has_room(self) -> bool:
        return len(self.pictures) < MOST

    def words_of(self, picture: SubmissionPicture) -> dict[str, str]:
        names = ("alt", "credit", "licence")
        values = self.cleaned_data
        return {name: values.get(f"{name}-{picture.key}", "") for name in names}


def take_in(submission: Submission, uploads: list[UploadedFile]) -> list[str]:
    """Keep the pictures; return for each that could not be kept what is wrong."""
    problems = []
    for upload in uploads:
        try:
            _take_one(submission, upload)
        except ValidationError as error:
            problems += [f"{upload.name}: {message}" for message in error.messages]
    return problems


def _take_one(submission: Submission, upload: UploadedFile) -> None:
    """Keep a picture unless it is there already, as after a double click."""
    digest = hashlib.sha256(b"".join(upload.chunks())).hexdigest()
    if submission.pictures.filter(digest=digest).exists():
        return
    if submission.pictures.count() >= MOST:
        raise ValidationError(TOO_MANY)
    upload.seek(0)
    picture = SubmissionPicture(submission=submission, digest=digest)
    fill(picture, open_upload(upload))
    try:
        with transaction.atomic():
            locked = Submission.objects.locked(submission.pk)
            if locked.pictures.count() >= MOST:
                raise ValidationError(TOO_MANY)
            picture.position = locked.pictures.count()
            picture.save()
    except (IntegrityError, ValidationError) as error:
        delete_files(file_names(picture))
        if isinstance(error, ValidationError):
            raise


def take_out(submission: Submission, key: str) -> None:
    for picture in submission.pictures.filter(key=key):
        names = file_names(picture)
        picture.delete()
        transaction.on_commit(lambda names=names: delete_files(names))  # type: ignore[misc]

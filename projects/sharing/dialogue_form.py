import datetime

from django.db import transaction

from projects.models import Message, Submission
from projects.sharing.fields import ShareForm, text


class AnswerForm(ShareForm):
    text = text(
        "Deine Nachricht an die Redaktion",
        "Etwa: Der Verein heißt seit Mai anders, bitte ändert den Namen.",
        rows=5,
        error_messages={"required": "Schreib etwas, bevor du es abschickst."},
    )

    # A second click on the button sends the same words again.
    def send(self, submission: Submission, now: datetime.datetime) -> None:
        words = self.cleaned_data["text"]
        with transaction.atomic():
            locked = Submission.objects.locked(submission.pk)
            last = locked.messages.last()
            own = Message.Author.SENDER
            if not last or (last.author, last.text) != (own, words):
                locked.answer(words, now)

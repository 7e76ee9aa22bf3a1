from django.contrib import admin
from django.http import HttpRequest

from projects.models import Mail, MailQuerySet


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):
    """Mails to look at only; their bodies hold other people's keys and stay hidden."""

    list_display = ["subject", "to", "state", "attempts", "created_at", "sent_at"]
    list_filter = ["state", "template"]
    search_fields = ["to", "subject"]
    fields = [
        *("subject", "to", "reply_to", "template", "state", "attempts"),
        *("created_at", "not_before", "sent_at", "last_error"),
    ]
    actions = ["send_again"]

    @admin.action(description="Gescheiterte noch einmal versuchen")
    def send_again(self, request: HttpRequest, mails: MailQuerySet) -> None:
        count = mails.retry()
        self.message_user(request, f"{count} Mails warten wieder auf den Versand.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Mail | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Mail | None = None
    ) -> bool:
        return False

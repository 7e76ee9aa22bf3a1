from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from projects import outbox
from projects.models import Mail


@require_safe
@never_cache
def post(request: HttpRequest) -> HttpResponse:
    """Show the newest mails where none leaves the machine: they hold other people's keys."""
    if not (settings.DEBUG or outbox.keeps_mails_here()):
        raise Http404
    mails = [
        {"mail": mail, "blocks": outbox.blocks(mail.body_text)}
        for mail in Mail.objects.newest(50)
    ]
    return render(request, "projects/post.html", {"mails": mails})

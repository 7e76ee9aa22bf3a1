"""The pages of the Träger: keep the entry true, change it, end it, take it back."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.models import ChangeRequest, Steward
from projects.sharing.fields import ShareForm
from projects.stewardship import changes, owners
from projects.stewardship.forms import (
    AddressForm,
    CopiedForm,
    EndForm,
    WithdrawForm,
)
from projects.stewardship.pages import keyed, open_form

DONE = {
    "stimmt": "Danke. Der Steckbrief gilt als geprüft, mit dem Datum von heute.",
    "erinnerung-aus": "Wir erinnern dich nicht mehr.",
    "erinnerung-an": "Wir erinnern dich wieder einmal im Jahr.",
    "nachricht-aus": "Nachrichten von Leser*innen gehen nicht mehr an dich.",
    "nachricht-an": "Nachrichten von Leser*innen gehen wieder an dich.",
    "aendern": "Danke. Die Redaktion sieht deine Änderung an und schreibt dir.",
    "gleich": "Es war nichts anders als bisher. Deshalb ist nichts geändert.",
    "beendet": "Danke. Der Steckbrief zeigt jetzt, dass das Projekt beendet ist.",
    "nachgemacht": "Danke. Die Redaktion trägt ein, wo es nachgemacht wurde.",
    "zurueckgezogen": "Der Steckbrief ist nicht mehr auf der Website.",
}

# The answers in a reminder: what is done by one click, and which page has the rest.
DEEDS = {"stimmt": "stimmt", "abbestellen": "erinnerung-aus"}
LEADS_TO = {"aendern": "stewardship:edit", "beendet": "stewardship:ended"}


@open_form
def lost_link(request: HttpRequest) -> HttpResponse:
    """Mail the links of an address to it; the answer does not tell who is known."""
    form = AddressForm(
        request.POST if request.method == "POST" else None, request=request
    )
    if request.method == "POST" and form.is_valid():
        owners.mail_links(form.cleaned_data["email"], timezone.now())
        return redirect("stewardship:lost_link_thanks")
    context = {"form": form, "crumbs": [("Mein Projekt", "")]}
    return render(request, "stewardship/lost_link.html", context, status=form.status)


@require_safe
def lost_link_thanks(request: HttpRequest) -> HttpResponse:
    context = {"crumbs": [("Mein Projekt", "/mein-projekt/"), ("Mail", "")]}
    return render(request, "stewardship/lost_link_thanks.html", context)


@keyed(owners.find)
def owner(request: HttpRequest, steward: Steward, token: str) -> HttpResponse:
    if request.method == "POST":
        done = _do(steward, request.POST.get("tat", ""))
        return _back(token, done)
    context = {
        "steward": steward,
        "project": steward.project,
        "token": token,
        "requests": ChangeRequest.objects.of_project(steward.project)[:10],
        "done": DONE.get(request.GET.get("getan", ""), ""),
        "crumbs": [("Mein Projekt", "")],
    }
    return render(request, "stewardship/owner.html", context)


def _do(steward: Steward, deed: str) -> str:
    """Do what one click on the page means; return what to say of it."""
    with transaction.atomic():
        locked = Steward.objects.locked(steward.pk)
        if locked is None:
            return ""
        if deed == "stimmt" and locked.may_confirm:
            locked.confirm(timezone.localdate())
        elif deed in ("erinnerung-an", "erinnerung-aus"):
            locked.want_reminders(deed.endswith("-an"))
        elif deed in ("nachricht-an", "nachricht-aus"):
            locked.want_messages(deed.endswith("-an"))
        else:
            return ""
    return deed


def _back(token: str, done: str) -> HttpResponse:
    address = reverse("stewardship:owner", args=[token])
    return redirect(f"{address}?getan={done}" if done else address)


@keyed(owners.find_active)
def edit(request: HttpRequest, steward: Steward, token: str) -> HttpResponse:
    before = changes.values_of(steward.project)
    if request.method != "POST":
        form = changes.EditForm(initial=changes.initial_of(before))
        return _form_page(request, "edit", steward, token, form)
    after = changes.typed(request.POST)
    form = changes.form_of(after)
    if not form.is_valid():
        return _form_page(request, "edit", steward, token, form)
    changed, note = changes.changed(before, after), form.cleaned_data["note"]
    if not changed and not note:
        return _back(token, "gleich")
    changes.ask(steward, changed, note, timezone.now())
    return _back(token, "aendern")


@keyed(owners.find_active)
def ended(request: HttpRequest, steward: Steward, token: str) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = EndForm(typed, project=steward.project)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            steward.end(timezone.localdate(), form.cleaned_data["ended_year"])
        return _back(token, "beendet")
    return _form_page(request, "ended", steward, token, form)


@keyed(owners.find_active)
def copied(request: HttpRequest, steward: Steward, token: str) -> HttpResponse:
    form = CopiedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note = f"Nachgemacht: {form.cleaned_data['where']}"
        changes.ask(steward, {}, note, timezone.now())
        return _back(token, "nachgemacht")
    return _form_page(request, "copied", steward, token, form)


@keyed(owners.find_active)
def withdraw(request: HttpRequest, steward: Steward, token: str) -> HttpResponse:
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            steward.withdraw()
            owners.tell(
                steward,
                "Dein Steckbrief ist zurückgezogen",
                "withdrawn",
                timezone.now(),
            )
        return _back(token, "zurueckgezogen")
    return _form_page(request, "withdraw", steward, token, form)


def _form_page(
    request: HttpRequest, name: str, steward: Steward, token: str, form: ShareForm
) -> HttpResponse:
    owner_url = reverse("stewardship:owner", args=[token])
    context = {
        "form": form,
        "project": steward.project,
        "owner_url": owner_url,
        "crumbs": [("Mein Projekt", owner_url), (steward.project.name, "")],
    }
    status = 422 if form.errors else 200
    return render(request, f"stewardship/{name}.html", context, status=status)


@keyed(owners.find)
def reminder(
    request: HttpRequest, steward: Steward, token: str, answer: str
) -> HttpResponse:
    """Take the answer to a reminder with one click; opening the link does nothing."""
    if answer in LEADS_TO:
        return redirect(LEADS_TO[answer], token)
    if answer not in DEEDS:
        raise Http404
    deed = DEEDS[answer]
    if request.method == "POST":
        return _back(token, _do(steward, deed))
    context = {
        "project": steward.project,
        "deed": deed,
        "crumbs": [("Mein Projekt", "")],
    }
    return render(request, "stewardship/reminder.html", context)

"""Tipp, Fehler melden, and a message to a project."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.models import ContactMessage, Project
from projects.stewardship import relay
from projects.stewardship.forms import ContactForm, FaultForm, TipForm
from projects.stewardship.pages import keyed, open_form

Crumbs = list[tuple[str, str]]


@open_form
def tip(request: HttpRequest) -> HttpResponse:
    form = TipForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        form.store()
        return redirect("stewardship:tip_thanks")
    context = {"form": form, "crumbs": [("Einen Tipp geben", "")]}
    return render(request, "stewardship/tip.html", context, status=form.status)


@require_safe
def tip_thanks(request: HttpRequest) -> HttpResponse:
    context = {"crumbs": [("Einen Tipp geben", "/tipp/"), ("Danke", "")]}
    return render(request, "stewardship/tip_thanks.html", context)


@open_form
def fault(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.public(), slug=slug)
    form = FaultForm(
        request.POST if request.method == "POST" else None, request=request
    )
    if request.method == "POST" and form.is_valid():
        form.store(project)
        return redirect("stewardship:fault_thanks", slug)
    context = {
        "form": form,
        "project": project,
        "crumbs": _crumbs(project, "Fehler melden"),
    }
    return render(request, "stewardship/fault.html", context, status=form.status)


@require_safe
def fault_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.public(), slug=slug)
    context = {"project": project, "crumbs": _crumbs(project, "Danke")}
    return render(request, "stewardship/fault_thanks.html", context)


@open_form
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.public(), slug=slug)
    form = ContactForm(
        request.POST if request.method == "POST" else None, request=request
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            message, is_new = form.store(project)
            if is_new:
                relay.ask(message, timezone.now())
        return redirect("stewardship:contact_thanks", slug)
    context = {"form": form, "project": project, "crumbs": _crumbs(project, "Kontakt")}
    return render(request, "stewardship/contact.html", context, status=form.status)


@require_safe
def contact_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.public(), slug=slug)
    context = {"project": project, "crumbs": _crumbs(project, "Fast geschafft")}
    return render(request, "stewardship/contact_thanks.html", context)


@keyed(relay.find)
def message(request: HttpRequest, message: ContactMessage, token: str) -> HttpResponse:
    """Ask for a click before the message leaves: opening a link sends nothing."""
    if request.method == "POST":
        relay.pass_on(message, timezone.now())
        return redirect(request.path)
    context = {"message": message, "crumbs": [("Nachricht bestätigen", "")]}
    return render(request, "stewardship/message.html", context)


def _crumbs(project: Project, label: str) -> Crumbs:
    return [
        ("Projekte", "/projekte/"),
        (project.name, project.get_absolute_url()),
        (label, ""),
    ]

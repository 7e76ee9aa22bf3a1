"""Somebody's own data: the link to them, the export, the deletion."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.stewardship import personal_data
from projects.stewardship.forms import AddressForm, EraseForm
from projects.stewardship.pages import keyed, open_form


@open_form
def data_link(request: HttpRequest) -> HttpResponse:
    form = AddressForm(
        request.POST if request.method == "POST" else None, request=request
    )
    if request.method == "POST" and form.is_valid():
        personal_data.mail_link(form.cleaned_data["email"], timezone.now())
        return redirect("stewardship:data_thanks")
    context = {"form": form, "crumbs": [("Meine Daten", "")]}
    return render(request, "stewardship/data_link.html", context, status=form.status)


@require_safe
def data_thanks(request: HttpRequest) -> HttpResponse:
    context = {"crumbs": [("Meine Daten", "/meine-daten/"), ("Mail", "")]}
    return render(request, "stewardship/data_thanks.html", context)


@keyed(personal_data.find)
def data(request: HttpRequest, email: str, token: str) -> HttpResponse:
    """Show how much we keep, and delete it when asked."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw = form.cleaned_data["withdraw"]
        personal_data.erase(email, withdraw=withdraw, now=timezone.now())
        return redirect("stewardship:data_erased")
    context = {
        "form": form,
        "token": token,
        "counts": personal_data.count(email),
        "crumbs": [("Meine Daten", "")],
    }
    status = 422 if form.errors else 200
    return render(request, "stewardship/data.html", context, status=status)


@keyed(personal_data.find)
@require_safe
def export(request: HttpRequest, email: str, token: str) -> HttpResponse:
    response = JsonResponse(
        {"adresse": email, **personal_data.collect(email)},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    name = personal_data.export_name(timezone.now())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def data_erased(request: HttpRequest) -> HttpResponse:
    context = {"crumbs": [("Meine Daten", "/meine-daten/"), ("Gelöscht", "")]}
    return render(request, "stewardship/data_erased.html", context)

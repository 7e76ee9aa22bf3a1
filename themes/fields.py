"""Columns whose value follows from another column of the same row.

They are filled when a row is saved or bulk-created, and wherever no value may be
typed: `update()` and raw fixtures carry the value themselves.
"""

from typing import Any

from django.db import models

from themes.german import german_slug, sort_key


class SortKeyField(models.CharField):
    """Hold the German sort key (see `sort_key`) of the column `source`."""

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 300)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), kwargs | {"source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = sort_key(getattr(model_instance, self.source))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key


class GermanSlugField(models.SlugField):
    """A unique address part, made from the column `source` when left empty."""

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text", "Leer lassen: Die Adresse entsteht aus dem Namen."
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, list(args), kwargs | {"source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        slug = getattr(model_instance, self.attname)
        if not slug:
            slug = self._free_slug(model_instance)
            setattr(model_instance, self.attname, slug)
        return slug

    def _free_slug(self, instance: models.Model) -> str:
        wanted = german_slug(getattr(instance, self.source))
        wanted = wanted[: (self.max_length or 50) - 5].strip("-") or "eintrag"
        others = type(instance)._default_manager.exclude(pk=instance.pk)
        taken = set(
            others.filter(**{f"{self.attname}__startswith": wanted}).values_list(
                self.attname, flat=True
            )
        )
        numbers = range(2, len(taken) + 3)
        candidates = [wanted, *(f"{wanted}-{number}" for number in numbers)]
        return next(slug for slug in candidates if slug not in taken)

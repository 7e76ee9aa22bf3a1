from django.apps import AppConfig


class LighthousesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "lighthouses"
    verbose_name = "Leuchttürme"

"""Somebody who shares a project and tries again whenever the portal does not answer."""

import http.client
import io
import re
import time
import uuid
from http.cookies import SimpleCookie
from types import SimpleNamespace
from urllib.parse import urlencode

from PIL import Image

from tests.admin.typing_in import fields_of
from tests.faults.mailbox import delivered
from tests.guarding import guard

YES = {"solves": "ja", "is_new": "ja", "is_here": "ja"}
PATIENCE = 400


class NoAnswer(Exception):
    pass


class Lost(AssertionError):
    pass


class Person:
    def __init__(self, number, port):
        self.number, self.port = number, port
        self.email = f"person{number}@example.org"
        self.cookies = {}
        self.kept = {}
        self.retries = 0
        self.has_confirmed = False

    @property
    def steps(self):
        return {
            "was": {
                "name": f"Projekt {self.number}",
                "tagline": "Ein Satz",
                "description": f"Worum es bei {self.number} geht.\nUnd „mehr“.",
                "themes": "testfeld",
            },
            "wo": {"is_statewide": "on"},
            "wer": {"organisation": f"Verein {self.number}", "email": self.email},
            "wirkung": {"stage": "pilot", "started_year": "2013"},
            "erfahrungen": {"experience_worked": f"Geduld {self.number}"},
            "bilder": {},
            "einwilligung": {"speaks_for_it": "on", "consent": "on"},
        }

    def walk(self):
        self.until(302, self.post, "/teilen/", YES)
        for step, typed in self.steps.items():
            if step == "bilder":
                self.add_picture()
            self.until(302, self.fill, step, typed)
            self.kept[step] = typed
        self.until(302, self.post, "/teilen/pruefen/", guard("submission"))

    def fill(self, step, typed):
        shown = self.get(f"/teilen/{step}/")
        if shown.status != 200:
            raise AssertionError(f"{self.number}: {step} answers {shown.status}")
        fields = fields_of(shown) | typed | {"ziel": "weiter"}
        for name in fields:
            if name.startswith(("alt-", "credit-")):
                fields[name] = "Ein rotes Feld"
        if any(name.startswith("alt-") for name in fields):
            fields["may_show"] = "on"
        return self.post(f"/teilen/{step}/", fields)

    def add_picture(self):
        if self.number % 4:
            return
        image = io.BytesIO()
        colour = (self.number % 256, 40, 40)
        Image.new("RGB", (640, 480), colour).save(image, "PNG")
        self.until(302, self.upload, image.getvalue())
        self.kept["picture"] = {}

    def confirm(self):
        link = self.link_in_mail()
        self.until((200, 302), self.post, link, {})
        self.has_confirmed = True

    def link_in_mail(self):
        for _ in range(PATIENCE):
            for mail in delivered():
                text = mail.get_body(("plain",)).get_content()
                found = re.search(r"/teilen/bestaetigen/\S+", text)
                if mail["To"] == self.email and found:
                    return found[0]
            time.sleep(0.2)
        raise AssertionError(f"{self.number}: the mail to confirm never came")

    def until(self, wanted, act, *args):
        """Do it again until it is answered; any other answer than `wanted` is a fault."""
        wanted = wanted if isinstance(wanted, tuple) else (wanted,)
        for _ in range(PATIENCE):
            try:
                answer = act(*args)
            except NoAnswer:
                self.retries += 1
                time.sleep(0.1)
                continue
            if answer.status in wanted:
                return answer
            raise AssertionError(f"{self.number}: {args[0]} answers {answer.status}")
        raise AssertionError(f"{self.number}: {args[0]} is never answered")

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, fields):
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields, doseq=True).encode(), kind)

    def upload(self, image):
        mark = uuid.uuid4().hex
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="ziel"\r\n\r\nhochladen'
            f'\r\n--{mark}\r\nContent-Disposition: form-data; name="bild"; '
            'filename="rot.png"\r\nContent-Type: image/png\r\n\r\n'
        )
        body = head.encode() + image + f"\r\n--{mark}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self.ask("POST", "/teilen/bilder/", body, kind)

    def ask(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        # An address of its own each, since one address may not send two hundred.
        own = {
            "X-Forwarded-For": f"10.0.{self.number // 250}.{self.number % 250}",
            "Cookie": "; ".join(f"{key}={text}" for key, text in self.cookies.items()),
        }
        try:
            connection.request(method, path, body, own | dict(headers))
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer from error
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            for key, morsel in SimpleCookie(line).items():
                self.cookies[key] = morsel.value
        return SimpleNamespace(status=answer.status, content=content)

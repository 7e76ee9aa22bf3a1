"""Fill in a page's form as a browser would: everything that stands there goes along."""

from html.parser import HTMLParser


class FieldReader(HTMLParser):
    """Collect what a browser would send of a page's form, without its buttons."""

    def __init__(self):
        super().__init__()
        self.fields = {}
        self.select = self.textarea = None

    def add(self, name, value):
        if name and "__prefix__" not in name:
            self.fields.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input":
            self.handle_input(attrs)
        elif tag == "select":
            self.select = attrs.get("name")
        elif tag == "option" and "selected" in attrs:
            self.add(self.select, attrs.get("value", ""))
        elif tag == "textarea":
            self.textarea = attrs.get("name")
            self.add(self.textarea, "")

    def handle_input(self, attrs):
        kind = attrs.get("type", "text")
        is_choice = kind in {"checkbox", "radio"}
        is_sent = "checked" in attrs if is_choice else kind not in {"submit", "file"}
        if is_sent:
            self.add(attrs.get("name"), attrs.get("value", "on" if is_choice else ""))

    def handle_data(self, data):
        if self.textarea and "__prefix__" not in self.textarea:
            # the first line break after the tag is not part of the text
            self.fields[self.textarea][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None


def fields_of(response):
    reader = FieldReader()
    reader.feed(response.content.decode())
    return reader.fields


def save(client, url, **changes):
    """Open the form, change some fields, press "Sichern" and return the next page."""
    fields = fields_of(client.get(url)) | changes
    return client.post(url, fields, follow=True)

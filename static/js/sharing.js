// form[data-draft]: what somebody types is kept while they type, and a quiet box names
// projects that may be the same. Without it every button of the form keeps everything.
const PAUSE = 1500;

class Draft {
  constructor(form) {
    this.form = form;
    this.version = form.elements.fassung;
    this.saved = form.querySelector("[data-saved]");
    this.last = this.typed();
    form.addEventListener("input", () => this.wait());
    form.addEventListener("submit", () => this.leave());
    addEventListener("pagehide", () => this.keep({ keepalive: true }));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.keep({ keepalive: true });
    });
  }

  fields() {
    const data = new FormData(this.form);
    data.delete("bild");
    data.delete("spaeter_email");
    return data;
  }

  typed() {
    const data = this.fields();
    data.delete("fassung");
    return new URLSearchParams(data).toString();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep({}), PAUSE);
  }

  leave() {
    clearTimeout(this.timer);
    this.isLeft = true;
  }

  async keep({ keepalive = false }) {
    clearTimeout(this.timer);
    const typed = this.typed();
    if (this.isLeft || typed === this.last || this.isBusy) return;
    this.isBusy = true;
    const data = new URLSearchParams(this.fields());
    data.set("ziel", "merken");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: data, keepalive });
      if (answer.status !== 204) return;
      this.last = typed;
      this.version.value = answer.headers.get("X-Fassung");
      this.saved.textContent = "Gespeichert";
    } catch {
      this.saved.textContent = "Gerade keine Verbindung. Gespeichert wird, sobald sie wieder da ist.";
      this.wait();
    } finally {
      this.isBusy = false;
      if (this.typed() !== this.last && !keepalive) this.wait();
    }
  }
}

class Similar {
  constructor(form, box) {
    this.form = form;
    this.box = box;
    for (const name of ["name", "website"]) form.elements[name]?.addEventListener("change", () => this.ask());
  }

  async ask() {
    const query = new URLSearchParams({ name: this.form.elements.name.value, website: this.form.elements.website.value });
    try {
      const answer = await fetch(`${this.form.dataset.similar}?${query}`);
      if (answer.ok) this.box.innerHTML = await answer.text();
    } catch {
      this.box.replaceChildren();
    }
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  new Draft(form);
  const box = form.querySelector("[data-duplicates]");
  if (box) new Similar(form, box);
}

for (const problems of document.querySelectorAll("[data-problems]")) problems.focus();

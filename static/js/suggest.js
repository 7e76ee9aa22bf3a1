// input[data-suggestions]: while somebody types, a list opens of what they may mean: a
// combobox with a listbox (ARIA). Without it the field is a plain search.
const PAUSE = 150;
const SHORTEST = 2;

function make(tag, className, attributes = {}, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

class Suggestions {
  constructor(field) {
    this.field = field;
    this.items = [];
    this.active = -1;
    const id = `${field.id}-vorschlaege`;
    this.list = make("ul", "suggestions", { id, role: "listbox", "aria-label": "Vorschläge", hidden: "" });
    this.status = make("p", "kern-sr-only", { role: "status" });
    field.parentElement.append(this.list, this.status);
    const combobox = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(combobox)) field.setAttribute(name, value);
    field.addEventListener("input", () => this.wait());
    field.addEventListener("keydown", (event) => this.onKey(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  wait() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.field.value.trim();
    if (text.length < SHORTEST) return this.close();
    this.running = new AbortController();
    try {
      const query = new URLSearchParams({ q: text });
      const response = await fetch(`${this.field.dataset.suggestions}?${query}`, { signal: this.running.signal });
      const { suggestions } = await response.json();
      if (document.activeElement === this.field) this.show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(suggestions) {
    this.items = suggestions.map(({ text, kind, url }, number) => {
      const attributes = { id: `${this.list.id}-${number}`, role: "option", "aria-selected": "false", "data-url": url };
      const words = [make("span", "suggestions__text", {}, text), " ", make("span", "suggestions__kind", {}, kind)];
      return make("li", "suggestions__option", attributes, ...words);
    });
    this.list.replaceChildren(...this.items);
    this.list.hidden = this.items.length === 0;
    this.field.setAttribute("aria-expanded", String(this.isOpen));
    this.choose(-1);
    const one = this.items.length === 1;
    this.status.textContent = this.isOpen ? `${this.items.length} ${one ? "Vorschlag" : "Vorschläge"}` : "Keine Vorschläge";
  }

  choose(number) {
    this.active = number;
    for (const [index, item] of this.items.entries()) item.setAttribute("aria-selected", String(index === number));
    const item = this.items[number];
    if (item) {
      this.field.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  onKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !event.altKey) {
      event.preventDefault();
      if (!this.isOpen) this.ask();
      else this.step(steps[event.key]);
    } else if (event.key === "Enter" && this.isOpen && this.active >= 0) {
      event.preventDefault();
      this.go(this.items[this.active]);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  // One place before the first option is the field itself, where nothing is chosen.
  step(by) {
    const places = this.items.length + 1;
    this.choose(((this.active + 1 + by + places) % places) - 1);
  }

  go(item) {
    if (!item) return;
    this.close();
    location.assign(item.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.choose(-1);
    this.status.textContent = "";
  }
}

for (const field of document.querySelectorAll("input[data-suggestions]")) {
  new Suggestions(field);
}

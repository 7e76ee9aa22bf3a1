// The card beside the map: it takes the focus when it opens and gives it back.
export class Card {
  constructor(element, { onClose }) {
    this.element = element;
    this.onClose = onClose;
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    element.addEventListener("click", (event) => {
      if (event.target.closest("[data-card-close]")) this.close();
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  async open(address) {
    this.running?.abort();
    this.running = new AbortController();
    const answer = await fetch(address, { signal: this.running.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.element.replaceChildren(...page.body.children);
    this.element.hidden = false;
    this.element.querySelector("[data-card-title]").focus();
  }

  close({ silently = false } = {}) {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.element.replaceChildren();
    this.onClose(silently);
  }
}

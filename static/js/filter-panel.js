// [data-filter-panel] is a popover on narrow screens: while it is open, the page
// behind it takes no focus, and showing the results closes it.
const panel = document.querySelector("[data-filter-panel]");

function behind() {
  const outside = [];
  for (let inner = panel; inner !== document.body; inner = inner.parentElement) {
    outside.push(...[...inner.parentElement.children].filter((other) => other !== inner));
  }
  return outside;
}

function shade(isOpen) {
  for (const element of behind()) element.inert = isOpen;
}

function close() {
  if (!panel.matches(":popover-open")) return;
  shade(false);
  panel.hidePopover();
}

if (panel?.showPopover) {
  panel.addEventListener("toggle", (event) => shade(event.newState === "open"));
  panel.querySelector("form").addEventListener("shown", close);
  matchMedia("(min-width: 55rem)").addEventListener("change", close);
}

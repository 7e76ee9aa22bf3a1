// form[data-live]: show the results of a changed filter without leaving the page.
// Whatever carries data-live-region is replaced by its namesake of the fetched page;
// the fields themselves stay, so that focus and open groups do.
const form = document.querySelector("form[data-live]");
let running = null;

function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value) query.append(name, value);
  }
  const text = query.toString();
  return form.action.split("?")[0] + (text ? `?${text}` : "");
}

function matchFields(fetched) {
  for (const field of form.elements) {
    const twins = [...fetched.elements].filter((other) => other.name === field.name);
    if (field.type === "checkbox") {
      field.checked = twins.some((other) => other.value === field.value && other.checked);
    } else if (field.name && field !== document.activeElement && twins.length) {
      field.value = twins[0].value;
    }
  }
}

function replaceRegions(page) {
  const focused = document.activeElement?.closest("[data-live-region]") && document.activeElement.id;
  for (const region of page.querySelectorAll("[data-live-region]")) {
    document.querySelector(`[data-live-region="${CSS.escape(region.dataset.liveRegion)}"]`)?.replaceWith(region);
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function announce() {
  const status = document.querySelector("[data-live-status]");
  const parts = document.querySelectorAll("[data-live-problem], [data-live-sentence]");
  const text = [...parts].map((part) => part.textContent.trim()).join(" ");
  if (status.textContent !== text) status.textContent = text;
}

async function show(url, { remember }) {
  running?.abort();
  running = new AbortController();
  const results = document.querySelector('[data-live-region="results"]');
  results.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { signal: running.signal });
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    matchFields(page.querySelector("form[data-live]"));
    replaceRegions(page);
    document.title = page.title;
    if (remember && url !== location.href) history.pushState(null, "", url);
    document.dispatchEvent(new CustomEvent("results-replaced"));
    announce();
    return true;
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
    return false;
  }
}

function focusResults() {
  document.querySelector("[data-live-sentence]").focus();
}

if (form) {
  document.addEventListener("change", (event) => {
    if (event.target.form === form) show(address(), { remember: true });
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await show(address(), { remember: true })) {
      form.dispatchEvent(new CustomEvent("shown"));
      focusResults();
    }
  });

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-live-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await show(link.href, { remember: true })) focusResults();
  });

  addEventListener("popstate", () => show(location.href, { remember: false }));
}

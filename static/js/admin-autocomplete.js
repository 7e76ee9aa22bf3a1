// Name the search field that Django's suggestions (select2) leave without a label.
// jQuery's own "ready" keeps the order: first the suggestions, then their names.
globalThis.django.jQuery(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const search = select.parentElement.querySelector(".select2-search__field");
    const [label] = select.labels;
    if (search && label) {
      search.setAttribute("aria-label", label.textContent.trim());
    }
  }
});

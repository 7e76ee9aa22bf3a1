// [data-near-me] asks for the position, on a click only, and searches around it: rounded
// to about a kilometre it goes into the field "ort" of the form that the button stands in.
function ask() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 15_000, maximumAge: 300_000 });
  });
}

function fieldOf(form) {
  const field = form.elements.ort ?? document.createElement("input");
  if (!field.form) {
    field.type = "hidden";
    field.name = "ort";
    form.append(field);
  }
  return field;
}

async function search(form, status) {
  status.textContent = status.dataset.asking;
  try {
    const { coords } = await ask();
    fieldOf(form).value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
    status.textContent = "";
    form.requestSubmit();
  } catch (error) {
    status.textContent = error.code === 1 ? status.dataset.denied : status.dataset.failed;
  }
}

for (const block of document.querySelectorAll("[data-near-me]")) {
  const [button, status] = block.children;
  block.hidden = !navigator.geolocation;
  button.addEventListener("click", () => search(button.form, status));
}

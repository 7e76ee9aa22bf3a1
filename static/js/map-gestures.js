// One finger and the wheel belong to the page; two fingers, or Ctrl and the wheel, to the
// map. In full screen, where there is no page to scroll, all of them belong to the map.
function wheelWithControl(map, canvas) {
  canvas.addEventListener(
    "wheel",
    (event) => {
      const isOurs = event.ctrlKey || event.metaKey || Boolean(document.fullscreenElement);
      map.scrollWheelZoom[isOurs ? "enable" : "disable"]();
      if (!isOurs) hint(canvas, "Mit Strg und dem Mausrad änderst du den Maßstab");
    },
    { capture: true, passive: true },
  );
}

function hint(canvas, text) {
  canvas.dataset.hint = text;
  clearTimeout(canvas.hintTimer);
  canvas.hintTimer = setTimeout(() => delete canvas.dataset.hint, 1500);
}

function twoFingers(map, canvas) {
  if (!matchMedia("(pointer: coarse)").matches) return;
  map.dragging.disable();
  canvas.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length === 1 && !document.fullscreenElement) hint(canvas, "Mit zwei Fingern verschiebst du die Karte");
    },
    { passive: true },
  );
}

function fullScreen(map, stage) {
  const button = stage.querySelector("[data-full-screen]");
  if (!document.fullscreenEnabled) return;
  const sheet = stage.closest("[data-map-sheet]");
  const label = button.querySelector("[data-label]");
  button.hidden = false;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else sheet.requestFullscreen();
  });
  document.addEventListener("fullscreenchange", () => {
    const isFull = document.fullscreenElement === sheet;
    label.textContent = isFull ? "Vollbild beenden" : "Vollbild";
    if (matchMedia("(pointer: coarse)").matches) map.dragging[isFull ? "enable" : "disable"]();
  });
}

export function fitGestures(map, stage) {
  const canvas = map.getContainer();
  map.scrollWheelZoom.disable();
  wheelWithControl(map, canvas);
  twoFingers(map, canvas);
  fullScreen(map, stage);
}

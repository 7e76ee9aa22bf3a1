// /karte/: the map in the browser. The drawn map stays below it, for print and as measure.
import { drawBaseMap } from "./base-map.js";
import { Card } from "./map-card.js";
import { buttonOf } from "./map-marks.js";
import { fitGestures } from "./map-gestures.js";

const { L } = globalThis;
const stage = document.querySelector("[data-map]");
const settings = JSON.parse(document.getElementById("karte-einstellungen").textContent);
const status = document.querySelector("[data-map-status]");
const canvas = stage.querySelector(".map");
const STATE = [[50.93, 10.55], [53.05, 13.2]];
const CLOSEST_FIT = 11;

stage.classList.add("is-live");
const map = L.Map.djangoMap(canvas.id, {
  djoptions: JSON.parse(canvas.dataset.djoptions),
  globals: false,
  zoomControl: false,
});
const marks = L.layerGroup();
const circle = L.layerGroup();
let shown = [];
let opened = null;
let running = null;
let following = null;

const card = new Card(document.querySelector("[data-map-card]"), {
  onClose(silently) {
    const at = opened;
    opened = null;
    select(null);
    if (!silently) focusNear(at);
  },
});

function filters() {
  const query = new URLSearchParams(location.search);
  query.delete("mitte");
  query.delete("zoom");
  query.delete("seite");
  return query;
}

function address(path, values) {
  const query = filters();
  for (const [name, value] of Object.entries(values)) query.set(name, value);
  return `${path}?${query}`;
}

/** Put the focus on the mark at a place, or on the one nearest to it. */
function focusNear(at) {
  if (!at || !shown.length) {
    canvas.focus({ preventScroll: true });
    return;
  }
  const distance = ({ mark }) => map.distance(mark.at, at);
  shown.reduce((best, other) => (distance(other) < distance(best) ? other : best)).button.focus({ preventScroll: true });
}

function select(at) {
  for (const { mark, button } of shown) {
    button.classList.toggle("is-selected", Boolean(at) && mark.at.join() === at.join());
  }
}

async function open(mark) {
  opened = mark.at;
  select(opened);
  try {
    await card.open(address(settings.projects, { box: mark.box }));
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = "Die Projekte ließen sich nicht laden. Versuch es noch einmal.";
  }
}

function activate(mark) {
  if (mark.box) {
    open(mark);
  } else {
    following = mark.at;
    map.setView(mark.at, mark.zoom);
  }
}

function draw(found) {
  const focused = shown.find(({ button }) => button === document.activeElement);
  const goal = following ?? focused?.mark.at;
  marks.clearLayers();
  shown = found.map((mark) => {
    const button = buttonOf(mark, settings.themes);
    button.addEventListener("click", (event) => {
      const isEndOfDrag = event.detail > 0 && map.dragging.moved();
      if (!isEndOfDrag) activate(mark);
    });
    const icon = L.divIcon({ html: button, className: "mark-place", iconSize: null });
    L.marker(mark.at, { icon, keyboard: false, interactive: false }).addTo(marks);
    return { mark, button };
  });
  select(opened);
  if (goal) focusNear(goal);
  following = null;
  map.fire("marksdrawn");
}

async function load() {
  running?.abort();
  running = new AbortController();
  const box = map.getBounds().toBBoxString();
  try {
    const answer = await fetch(address(settings.data, { box, zoom: map.getZoom() }), { signal: running.signal });
    if (!answer.ok) throw new Error(answer.status);
    const data = await answer.json();
    draw(data.marks);
    if (status.textContent !== data.status) status.textContent = data.status;
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = "Die Karte ließ sich nicht laden. Die Projekte stehen in der Liste.";
  }
}

function remember() {
  const { lat, lng } = map.getCenter();
  const query = filters();
  query.set("mitte", `${lat.toFixed(4)},${lng.toFixed(4)}`);
  query.set("zoom", map.getZoom());
  history.replaceState(history.state, "", `${location.pathname}?${query}`.replaceAll("%2C", ","));
}

/** Go to the place that the address names, otherwise to where the hits are. */
function goThere() {
  const query = new URLSearchParams(location.search);
  const middle = (query.get("mitte") ?? "").split(",").map(Number);
  const zoom = Number(query.get("zoom"));
  const places = document.querySelector("[data-extent]").dataset;
  circle.clearLayers();
  if (places.circle) {
    const [latitude, longitude, radius] = places.circle.split(",").map(Number);
    L.circle([latitude, longitude], { radius, pane: "circle", className: "map__circle", interactive: false }).addTo(circle);
  }
  if (middle.length === 2 && middle.every(Number.isFinite) && Number.isInteger(zoom) && map.options.maxBounds.contains(middle)) {
    map.setView(middle, Math.min(Math.max(zoom, map.getMinZoom()), map.getMaxZoom()), { animate: false });
    return;
  }
  const [west, south, east, north] = places.extent.split(",").map(Number);
  const bounds = places.extent && filters().size ? [[south, west], [north, east]] : STATE;
  map.fitBounds(bounds, { padding: [36, 36], maxZoom: CLOSEST_FIT, animate: false });
}

function start() {
  const zoom = L.control.zoom({ zoomInTitle: "Näher heran", zoomOutTitle: "Weiter weg" }).addTo(map);
  // Beside the map nothing lies over a mark.
  stage.querySelector("[data-map-zoom]").append(zoom.getContainer());
  map.setMinZoom(Math.min(map.getBoundsZoom(STATE), 8));
  map.createPane("circle").style.zIndex = 450;
  goThere();
  if (!settings.hasTiles) drawBaseMap(map, settings.base, () => shown.map(({ mark }) => mark.at));
  circle.addTo(map);
  marks.addTo(map);
  fitGestures(map, stage);
  load();
  map.on("moveend", () => {
    remember();
    load();
  });
  document.addEventListener("results-replaced", () => {
    card.close({ silently: true });
    goThere();
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") card.close();
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(canvas);
}

start();

// Fill the fields of a point by a place search and a map; the number fields alone stay enough.

import { drawBaseMap } from "./base-map.js";

const STATE = [[50.94, 10.56], [53.05, 13.19]];
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
let pickers = 0;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class LocationPicker {
  constructor(latitude) {
    const field = (name) => latitude.form.elements[latitude.name.replace(/latitude$/, name)];
    this.latitude = latitude;
    this.longitude = field("longitude");
    this.precision = field("precision");
    this.district = field("district");
    this.address = ["postal_code", "city", "locality"].map(field).filter(Boolean);
    this.buildSearch();
    const row = latitude.closest(".form-row, fieldset");
    row.before(this.search);
    row.after(this.area);
    this.buildMap();
    for (const input of [this.latitude, this.longitude]) {
      input.addEventListener("change", () => this.showPoint({ follow: true }));
    }
  }

  buildSearch() {
    pickers += 1;
    const id = `place-search-${pickers}`;
    this.input = make("input", { type: "search", id, autocomplete: "off" });
    this.status = make("p", { className: "location-picker__status", role: "status" });
    this.matches = make("ul", { className: "location-picker__matches" });
    const button = make("button", { type: "button", className: "button", textContent: "Ort suchen" });
    button.addEventListener("click", () => this.find());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        this.find();
      }
    });
    const label = make("label", { htmlFor: id, textContent: "PLZ oder Ort auf der Karte suchen" });
    const line = make("div", { className: "location-picker__line" }, this.input, button);
    this.search = make("div", { className: "location-picker__search" }, label, line, this.status, this.matches);
    this.map = make("div", { className: "location-picker__map", role: "group", ariaLabel: "Karte mit dem Punkt" });
    const hint = make("p", {
      className: "location-picker__hint",
      textContent: "Klick auf die Karte oder zieh die Marke. Mit der Tastatur: Marke ansteuern, dann Pfeiltasten, mit Umschalttaste in großen Schritten.",
    });
    this.area = make("div", { className: "location-picker__area" }, this.map, hint);
  }

  buildMap() {
    const { L } = globalThis;
    this.leaflet = L.map(this.map, { scrollWheelZoom: false, zoomControl: false, minZoom: 6, maxZoom: 16 });
    L.control.zoom({ zoomInTitle: "Näher heran", zoomOutTitle: "Weiter weg" }).addTo(this.leaflet);
    this.leaflet.fitBounds(STATE);
    this.leaflet.on("click", ({ latlng }) => this.moveTo(latlng));
    const icon = L.divIcon({ className: "location-picker__pin", iconSize: [32, 32] });
    this.marker = L.marker(STATE[0], { draggable: true, icon });
    this.marker.on("dragend", () => this.moveTo(this.marker.getLatLng()));
    this.showPoint({ follow: true });
    drawBaseMap(this.leaflet, this.latitude.dataset);
    new ResizeObserver(() => this.leaflet.invalidateSize()).observe(this.map);
  }

  get point() {
    const values = [this.latitude.value, this.longitude.value];
    return values.every((value) => value !== "" && Number.isFinite(Number(value))) ? values.map(Number) : null;
  }

  showPoint({ follow }) {
    const { point } = this;
    if (!point) {
      this.marker.remove();
      return;
    }
    this.marker.setLatLng(point).addTo(this.leaflet);
    this.nameMarker();
    if (follow) {
      this.leaflet.setView(point, Math.max(this.leaflet.getZoom(), 10), { animate: false });
    }
  }

  nameMarker() {
    const element = this.marker.getElement();
    const [latitude, longitude] = this.point.map((value) => value.toLocaleString("de", { minimumFractionDigits: 5 }));
    element.setAttribute("aria-label", `Punkt bei Breite ${latitude}, Länge ${longitude}. Pfeiltasten verschieben ihn.`);
    element.onkeydown ??= (event) => this.step(event);
  }

  step(event) {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      const size = event.shiftKey ? 40 : 4;
      const place = this.leaflet.latLngToContainerPoint(this.marker.getLatLng());
      this.moveTo(this.leaflet.containerPointToLatLng(place.add(step.map((part) => part * size))));
      this.leaflet.panInside(this.marker.getLatLng(), { padding: [40, 40], animate: false });
    }
  }

  /** Take a point into the fields; its Kreis is the server's to say. */
  moveTo({ lat, lng }) {
    this.latitude.value = lat.toFixed(5);
    this.longitude.value = lng.toFixed(5);
    if (this.district) {
      this.district.value = "";
    }
    this.showPoint({ follow: false });
  }

  async find() {
    const typed = this.input.value.trim() || this.address.map((input) => input.value).join(" ").trim();
    this.matches.replaceChildren();
    if (!typed) {
      this.status.textContent = "Gib eine Postleitzahl oder einen Ort ein.";
      return;
    }
    this.input.value = typed;
    try {
      const answer = await fetch(`${this.latitude.dataset.places}?${new URLSearchParams({ q: typed })}`);
      const { matches } = await answer.json();
      this.offer(matches);
    } catch {
      this.status.textContent = "Die Ortssuche antwortet nicht. Gib Breite und Länge selbst ein.";
    }
  }

  offer(matches) {
    if (matches.length === 1) {
      this.take(matches[0]);
      return;
    }
    this.status.textContent = matches.length
      ? `${matches.length} Orte passen. Welcher ist es?`
      : "Kein Ort gefunden. Prüfe die Schreibweise oder setz den Punkt auf der Karte.";
    for (const match of matches) {
      const button = make("button", { type: "button", className: "button", textContent: match.label });
      button.addEventListener("click", () => this.take(match));
      this.matches.append(make("li", {}, button));
    }
  }

  take(match) {
    this.moveTo({ lat: match.latitude, lng: match.longitude });
    this.showPoint({ follow: true });
    if (this.precision) {
      this.precision.value = match.precision;
    }
    this.matches.replaceChildren();
    this.status.textContent = `Der Punkt liegt jetzt in: ${match.label}.`;
  }
}

function start(root) {
  for (const latitude of root.querySelectorAll("input[data-location-picker]")) {
    if (!latitude.name.includes("__prefix__")) {
      new LocationPicker(latitude);
    }
  }
}

start(document);
document.addEventListener("formset:added", (event) => start(event.target));

// Draw the portal's own base map (static/map) under whatever a Leaflet map shows.

const SOURCE =
  "Verwaltungsgrenzen: © GeoBasis-DE / BKG 2016 (Daten verändert) · " +
  "Gewässer: GSHHG (LGPL-3.0) · Orte: GeoNames (CC BY 4.0)";
const BORDERS_FROM = 9;
// Pixels: half the height of a name, half of a mark, and the room for a town's dot.
const LINE = 9;
const MARK = 21;
const DOT = 5;

function arcsOf({ transform, arcs }) {
  const [scaleX, scaleY] = transform.scale;
  const [left, bottom] = transform.translate;
  return arcs.map((moves) => {
    let x = 0;
    let y = 0;
    return moves.map(([stepX, stepY]) => {
      x += stepX;
      y += stepY;
      return [bottom + y * scaleY, left + x * scaleX];
    });
  });
}

function joined(numbers, arcs) {
  const arc = (number) => (number < 0 ? arcs[~number].toReversed() : arcs[number]);
  return numbers.flatMap((number, index) => arc(number).slice(index ? 1 : 0));
}

function shapesOf({ objects }, name, arcs) {
  const shapes = objects[name].geometries ?? [objects[name]];
  return shapes.flatMap((shape) => {
    const parts = shape.type === "Polygon" ? [shape.arcs] : shape.arcs;
    return shape.type === "MultiLineString"
      ? [parts.map((numbers) => joined(numbers, arcs))]
      : parts.map((rings) => rings.map((numbers) => joined(numbers, arcs)));
  });
}

async function json(address) {
  const answer = await fetch(address);
  return answer.json();
}

function nextFrame() {
  return new Promise(requestAnimationFrame);
}

function write(text, place, className, [right, down] = [0, 0]) {
  const { L } = globalThis;
  const name = document.createElement("span");
  name.textContent = text;
  const icon = L.divIcon({ className, html: name, iconSize: null, iconAnchor: [-right, -down] });
  return L.marker(place, { icon, interactive: false, keyboard: false });
}

function isFree({ x, y }, width, height, taken) {
  return taken.every((other) => Math.abs(other.x - x) >= other.width + width || Math.abs(other.y - y) >= other.height + height);
}

/** Find room for a name of half width `reach` round its town: below, above, right, left. */
function roomFor({ x, y }, reach, gap, taken) {
  const [down, right] = [gap + LINE + 1, gap + reach + 1];
  const places = [[0, down], [0, -down], [right, 0], [-right, 0]];
  return places.find((place) => isFree({ x: x + place[0], y: y + place[1] }, reach, LINE, taken));
}

/** Draw the map; names of towns keep clear of the places that `marks` returns. */
export async function drawBaseMap(map, addresses, marks = () => []) {
  const { L } = globalThis;
  const [state, rivers, labels] = await Promise.all(
    [addresses.state, addresses.rivers, addresses.labels].map(json),
  );
  const quiet = { interactive: false, weight: 1 };
  const arcs = arcsOf(state);
  // A layer a frame, so that the page answers while the map is being drawn.
  L.polyline(shapesOf(state, "neighbours", arcs), { ...quiet, className: "base-map__neighbour" }).addTo(map);
  await nextFrame();
  L.polygon(shapesOf(state, "districts", arcs), { ...quiet, className: "base-map__district" }).addTo(map);
  await nextFrame();
  L.polyline(shapesOf(rivers, "rivers", arcsOf(rivers)), { ...quiet, weight: 2, className: "base-map__river" }).addTo(map);
  L.polyline(shapesOf(state, "outline", arcs), { ...quiet, weight: 2, className: "base-map__outline" }).addTo(map);
  await nextFrame();
  let borders;
  const showBorders = async () => {
    if (!borders && map.getZoom() >= BORDERS_FROM) {
      borders = L.layerGroup().addTo(map);
      const municipalities = await json(addresses.municipalities);
      L.polyline(shapesOf(municipalities, "borders", arcsOf(municipalities)), { ...quiet, className: "base-map__border" }).addTo(borders);
    }
  };
  map.on("zoomend", showBorders);
  showBorders();
  for (const [name, latitude, longitude, kind] of labels.neighbours) {
    write(name, [latitude, longitude], kind === "state" ? "base-map__land" : "base-map__town base-map__town--5").addTo(map);
  }
  const names = L.layerGroup().addTo(map);
  const showNames = () => {
    const zoom = map.getZoom();
    const lowestRank = zoom < 8 ? 1 : zoom < 9 ? 2 : zoom < 11 ? 3 : 9;
    const taken = marks().map((place) => ({ ...map.latLngToContainerPoint(place), width: MARK, height: MARK }));
    names.clearLayers();
    for (const [name, latitude, longitude, rank] of labels.towns) {
      const place = [latitude, longitude];
      if (rank > lowestRank || !map.getBounds().contains(place)) continue;
      const point = map.latLngToContainerPoint(place);
      const reach = (rank < 2 ? 5 : 4) * name.length;
      const hasDot = isFree(point, DOT, DOT, taken);
      const offset = roomFor(point, reach, hasDot ? DOT : MARK, taken);
      if (offset) {
        if (hasDot) write("", place, "base-map__dot").addTo(names);
        taken.push({ x: point.x + offset[0], y: point.y + offset[1], width: reach, height: LINE });
        write(name, place, `base-map__town base-map__town--${rank}`, offset).addTo(names);
      }
    }
  };
  map.on("moveend marksdrawn", showNames);
  showNames();
  map.attributionControl.setPrefix(false).addAttribution(SOURCE);
}

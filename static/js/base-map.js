// Draw the portal's own base map (static/map) under whatever a Leaflet map shows.

const SOURCE =
  "Verwaltungsgrenzen: © GeoBasis-DE / BKG 2016 (Daten verändert) · " +
  "Gewässer: GSHHG (LGPL-3.0) · Orte: GeoNames (CC BY 4.0)";
const BORDERS_FROM = 9;
const LINE = 20; // pixels

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

function shapesOf(topology, name) {
  const arcs = arcsOf(topology);
  const shapes = topology.objects[name].geometries ?? [topology.objects[name]];
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

function write(text, place, className) {
  const { L } = globalThis;
  const name = document.createElement("span");
  name.textContent = text;
  const icon = L.divIcon({ className, html: name, iconSize: null });
  return L.marker(place, { icon, interactive: false, keyboard: false });
}

export async function drawBaseMap(map, addresses) {
  const { L } = globalThis;
  const [state, rivers, labels] = await Promise.all(
    [addresses.state, addresses.rivers, addresses.labels].map(json),
  );
  const quiet = { interactive: false, weight: 1 };
  L.polyline(shapesOf(state, "neighbours"), { ...quiet, className: "base-map__neighbour" }).addTo(map);
  L.polygon(shapesOf(state, "districts"), { ...quiet, className: "base-map__district" }).addTo(map);
  L.polyline(shapesOf(rivers, "rivers"), { ...quiet, weight: 2, className: "base-map__river" }).addTo(map);
  L.polyline(shapesOf(state, "outline"), { ...quiet, weight: 2, className: "base-map__outline" }).addTo(map);
  let borders;
  const showBorders = async () => {
    if (!borders && map.getZoom() >= BORDERS_FROM) {
      borders = L.layerGroup().addTo(map);
      const municipalities = shapesOf(await json(addresses.municipalities), "borders");
      L.polyline(municipalities, { ...quiet, className: "base-map__border" }).addTo(borders);
    }
  };
  map.on("zoomend", showBorders);
  showBorders();
  for (const [name, latitude, longitude, kind] of labels.neighbours) {
    write(name, [latitude, longitude], kind === "state" ? "base-map__land" : "base-map__town base-map__town--5").addTo(map);
  }
  const names = L.layerGroup().addTo(map);
  const showNames = () => {
    const lowestRank = map.getZoom() < 9 ? 2 : map.getZoom() < 11 ? 3 : 9;
    const taken = [];
    names.clearLayers();
    for (const [name, latitude, longitude, rank] of labels.towns) {
      const place = [latitude, longitude];
      if (rank > lowestRank || !map.getBounds().contains(place)) continue;
      const point = map.latLngToContainerPoint(place);
      const reach = 4 * name.length + 4;
      const isFree = taken.every(({ x, y, width }) => Math.abs(x - point.x) > width + reach || Math.abs(y - point.y) > LINE);
      if (isFree) {
        taken.push({ x: point.x, y: point.y, width: reach });
        write(name, place, `base-map__town base-map__town--${rank}`).addTo(names);
      }
    }
  };
  map.on("moveend", showNames);
  showNames();
  map.attributionControl.setPrefix(false).addAttribution(SOURCE);
}

// Draw the portal's own base map (static/map) under whatever a Leaflet map shows.

const SOURCE =
  "Verwaltungsgrenzen: © GeoBasis-DE / BKG 2016 (Daten verändert) · " +
  "Gewässer: GSHHG (LGPL-3.0) · Orte: GeoNames (CC BY 4.0)";
const BORDERS_FROM = 9;

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
  const names = L.layerGroup().addTo(map);
  const showNames = () => {
    names.clearLayers();
    const lowestRank = map.getZoom() < 9 ? 1 : map.getZoom() < 10 ? 3 : 9;
    for (const [name, latitude, longitude, rank] of labels.towns) {
      if (rank <= lowestRank && map.getBounds().contains([latitude, longitude])) {
        const icon = L.divIcon({ className: "base-map__town", iconSize: null });
        const town = L.marker([latitude, longitude], { icon, interactive: false, keyboard: false });
        town.addTo(names).getElement().textContent = name;
      }
    }
  };
  map.on("moveend", showNames);
  showNames();
  map.attributionControl.setPrefix(false).addAttribution(SOURCE);
}

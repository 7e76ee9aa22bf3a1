// The marks on the map as buttons: a pin for a project, a disc with a ring for several.

const SVG = "http://www.w3.org/2000/svg";
const AREA = { x: -14, y: -14, width: 28, height: 28 };

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function sign(name, className) {
  return svg("svg", { class: className, viewBox: "-14 -14 28 28" }, svg("use", { href: `#pin-${name}`, ...AREA }));
}

/** Group digits as the pages do; the browser's own way first loads its language data. */
function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202F");
}

/** Split a ring by how many projects each Themenfeld has. */
function ring(counts, themes) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  const arcs = counts.map((count, number) => {
    const share = (100 * count) / total;
    const arc = svg("circle", {
      class: `mark__share theme-${themes[number]?.sign ?? "none"}`,
      r: 17,
      pathLength: 100,
      "stroke-dasharray": `${share} ${100 - share}`,
      "stroke-dashoffset": 25 - before,
    });
    before += share;
    return arc;
  });
  return svg("svg", { class: "mark__ring", viewBox: "-22 -22 44 44" }, svg("circle", { class: "mark__disc", r: 20 }), ...arcs);
}

function words(mark, themes) {
  const star = mark.star ? ", Leuchtturm" : "";
  if (mark.count) {
    const place = mark.place ? ` bei ${mark.place}` : "";
    return `${grouped(mark.count)} Projekte${place}${star && ", mit Leuchtturm"}`;
  }
  const theme = themes[mark.theme];
  return `${mark.name}${theme ? `, ${theme.name}` : ""}${star}`;
}

export function buttonOf(mark, themes) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", words(mark, themes));
  if (mark.count) {
    button.className = `mark mark--many mark--${Math.min(String(mark.count).length, 4)}`;
    const count = document.createElement("span");
    count.textContent = grouped(mark.count);
    button.append(ring(mark.themes, themes), count);
    if (mark.star) button.append(sign("lighthouse", "mark__star"));
  } else {
    const theme = themes[mark.theme]?.sign ?? "none";
    button.className = `mark mark--one theme-${theme}`;
    button.title = mark.name;
    button.append(sign(mark.star ? "lighthouse" : theme, "mark__pin"));
  }
  return button;
}

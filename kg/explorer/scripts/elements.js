"use strict";
// Elements are built from text only: nothing that came from a post is ever markup.
const $ = (id) => document.getElementById(id);

const Elements = (() => {
  /** Make an element: properties are set, names with a hyphen and `role` become attributes. */
  const make = (tag, properties = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "data") Object.assign(node.dataset, value);
      else if (name.includes("-") || name === "role" || name === "scope") node.setAttribute(name, value);
      else node[name] = value;
    }
    node.append(...children.filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
    return node;
  };

  const SVG = "http://www.w3.org/2000/svg";
  const svg = (tag, attributes = {}, ...children) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
    node.append(...children);
    return node;
  };

  /** The outline of a node's shape as SVG path data, like vis-network draws it. */
  const outline = (shape, x, y, r) => {
    const points = (list) => `M${list.map(([px, py]) => `${(x + px).toFixed(1)} ${(y + py).toFixed(1)}`).join("L")}Z`;
    if (shape === "diamond") return points([[0, r], [r, 0], [0, -r], [-r, 0]]);
    if (shape === "square") return points([[-r, -r], [r, -r], [r, r], [-r, r]]);
    if (shape === "star") {
      return points(Array.from({ length: 10 }, (_, n) => {
        const reach = (n % 2 ? 0.5 : 1.3) * r * 0.82;
        return [reach * Math.sin(n * Math.PI / 5), -reach * Math.cos(n * Math.PI / 5) + 0.08 * r];
      }));
    }
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  };

  /** A small picture of a kind of node, in its colour. */
  const glyph = (kind, shape) => svg("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" },
    svg("path", { d: outline(shape, 8, 8, shape === "square" ? 5 : 6.5), class: `fill-${kind}` }));

  /** A small picture of a kind of link. */
  const stroke = (relation) => svg("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" },
    svg("path", { d: "M1 8H15", class: `stroke-${relation}` }));

  return { make, svg, outline, glyph, stroke };
})();

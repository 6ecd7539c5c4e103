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

  /** The corners of the shapes of nodes with the radius 1, like vis-network draws them; a dot has none. */
  const CORNERS = {
    diamond: [[0, 1], [1, 0], [0, -1], [-1, 0]],
    square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
    star: Array.from({ length: 10 }, (_, n) => {
      const reach = (n % 2 ? 0.5 : 1.3) * 0.82;
      return [reach * Math.sin(n * Math.PI / 5), -reach * Math.cos(n * Math.PI / 5) + 0.08];
    }),
  };

  /** The outline of a node's shape as SVG path data. */
  const outline = (shape, x, y, r) => {
    const corners = CORNERS[shape];
    if (corners) return `M${corners.map(([px, py]) => `${(x + r * px).toFixed(1)} ${(y + r * py).toFixed(1)}`).join("L")}Z`;
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  };

  /** A small picture of a kind of node, in its colour. */
  const glyph = (kind, shape) => svg("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" },
    svg("path", { d: outline(shape, 8, 8, shape === "square" ? 5 : 6.5), class: `fill-${kind}` }));

  /** A small picture of a kind of link. */
  const stroke = (relation) => svg("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" },
    svg("path", { d: "M1 8H15", class: `stroke-${relation}` }));

  return { make, svg, CORNERS, outline, glyph, stroke };
})();

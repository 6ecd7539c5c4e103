"use strict";
// Names beside the nodes, where none covers another: the more important come first.
const Labels = (() => {
  const FAMILY = 'system-ui, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
  const CELL = 48;  // pixels of the grid that overlaps are looked up in
  const AIR = 4;  // pixels kept free around a name
  const MEASURED = 100;  // the size of font that characters are measured in, in pixels
  const COVERS = (node, scene) => (node === scene.focus ? 9 : node.importance > 0.4 || scene.bright ? 2 : node.importance > 0.15 ? 1 : 0);
  const canvas = $("labels");
  const context = canvas.getContext("2d");
  const advances = new Map();  // of each character, in parts of the font's size
  let placed = [];
  let boxes = [];
  let key = "";

  const clip = (text, units) => {
    let used = 0;
    let kept = "";
    for (const character of text) {
      used += character.codePointAt(0) > 0x2e7f ? 2 : 1;
      if (used > units) return `${kept.trimEnd()}…`;
      kept += character;
    }
    return text;
  };
  const fontOf = (size) => `${size}px ${FAMILY}`;
  const advance = (character) => {
    let found = advances.get(character);
    if (found === undefined) {
      context.font = fontOf(MEASURED);
      found = context.measureText(character).width / MEASURED;
      advances.set(character, found);
    }
    return found;
  };
  /** How wide a text is, without kerning: texts are many, and slow to measure; characters are few. */
  const width = (text, size) => {
    let sum = 0;
    for (const character of text) sum += advance(character);
    return sum * size;
  };

  class Grid {
    constructor() { this.cells = new Map(); }
    near(box) {
      const found = [];
      const [right, bottom] = [Math.floor(box.x1 / CELL), Math.floor(box.y1 / CELL)];
      for (let x = Math.floor(box.x0 / CELL); x <= right; x += 1) {
        for (let y = Math.floor(box.y0 / CELL); y <= bottom; y += 1) found.push(x * 0x100000 + y);
      }
      return found;
    }
    add(box) {
      for (const cell of this.near(box)) {
        if (this.cells.has(cell)) this.cells.get(cell).push(box);
        else this.cells.set(cell, [box]);
      }
    }
    /** How many nodes the box covers; Infinity if it covers a name, or `most` nodes. */
    covered(box, most) {
      const found = new Set();
      for (const cell of this.near(box)) {
        for (const one of this.cells.get(cell) ?? []) {
          if (one.owner === box.owner || one.x0 >= box.x1 || box.x0 >= one.x1 || one.y0 >= box.y1 || box.y0 >= one.y1) continue;
          if (!one.owner || found.add(one).size >= most) return Infinity;
        }
      }
      return found.size;
    }
  }

  /** Choose which nodes get their names and on which side, at a scale of pixels per page unit. */
  const place = (scene, scale, edges) => {
    const cut = (box) => box.x0 < edges.x0 || box.x1 > edges.x1 || box.y0 < edges.y0 || box.y1 > edges.y1;
    const within = (x, room) => Math.max(edges.x0 + room, Math.min(edges.x1 - room, x));
    const grid = new Grid();
    const candidates = (scene.bright ? [...scene.bright].filter((node) => scene.nodes.has(node)) : [...scene.nodes])
      .sort((a, b) => (b === scene.focus) - (a === scene.focus) || a.index - b.index);
    for (const node of candidates) {
      const r = node.size * scale * 0.8;
      if (r < 2) continue;
      grid.add({ owner: node, x0: node.x * scale - r, y0: node.y * scale - r, x1: node.x * scale + r, y1: node.y * scale + r });
    }
    for (const { offsetLeft, offsetTop, offsetWidth, offsetHeight } of [$("note"), $("camera")]) {  // which lie over the picture
      const [x0, y0] = [edges.x0 + offsetLeft, edges.y0 + offsetTop];
      grid.add({ owner: null, x0, x1: x0 + offsetWidth, y0, y1: y0 + offsetHeight });
    }
    const zoom = Math.min(1.25, Math.max(1, Math.sqrt(scale)));
    placed = [];
    for (const node of candidates) {
      const size = Math.round((11 + 4 * Math.sqrt(node.importance)) * zoom) + (node === scene.focus ? 2 : 0);
      const text = clip(Graph.label(node), scene.bright ? 36 : 24);
      const wide = width(text, size) / 2 + 3;
      const high = size * 0.62;
      const r = node.size * scale + 2;
      const [nodeX, nodeY] = [node.x * scale, node.y * scale];
      const inside = !cut({ x0: nodeX, x1: nodeX, y0: nodeY, y1: nodeY });
      // Below or above its node, a name moves aside from the edge of the picture, which may not cut it.
      const aside = inside ? within(nodeX, wide + AIR) - nodeX : 0;
      const sides = [[aside, r + high], [aside, -r - high], [r + wide, 0], [-r - wide, 0]];
      let best = null;
      let least = COVERS(node, scene) + 0.5;  // so many nodes may the name hide
      for (const [dx, dy] of sides) {
        const [x, y] = [nodeX + dx, nodeY + dy];
        const box = { owner: node, x0: x - wide - AIR, x1: x + wide + AIR, y0: y - high - AIR / 2, y1: y + high + AIR / 2 };
        const bad = inside && cut(box);
        if (bad && node !== scene.focus) continue;
        const covered = grid.covered(box, least) + (bad ? 1 : 0);
        if (covered >= least) continue;
        least = covered;
        best = { box, dx, dy };
        if (!covered) break;
      }
      if (!best) continue;
      grid.add({ ...best.box, owner: null });
      placed.push({ node, text, size, dx: best.dx, dy: best.dy, wide, high });
    }
  };

  const resize = (wide, high) => {
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(wide * ratio) || canvas.height !== Math.round(high * ratio)) {
      canvas.width = Math.round(wide * ratio);
      canvas.height = Math.round(high * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  };

  /** Draw the names over a view: where its nodes stand on the screen, and at which scale. */
  const draw = (scene, view, colours, moving = false) => {
    const { wide, high } = view.size();
    const { scale } = view.camera();
    const wanted = `${scene.version} ${scale.toFixed(4)} ${Words.language}`;
    if (wanted !== key || moving) {
      const { x, y } = view.camera();
      const [left, top] = [x * scale - wide / 2, y * scale - high / 2];
      place(scene, scale, { x0: left, x1: left + wide, y0: top, y1: top + high - $("legend").offsetHeight });
      key = wanted;
    }
    resize(wide, high);
    context.clearRect(0, 0, wide, high);
    Spotlight.draw(context, scene, view, colours);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = colours.ground;
    context.fillStyle = colours.text;
    boxes = [];
    for (const one of placed) {
      const [x, y] = view.toScreen(one.node.x, one.node.y);
      const left = x + one.dx;
      const top = y + one.dy;
      if (left + one.wide < 0 || left - one.wide > wide || top + one.high < 0 || top - one.high > high) continue;
      context.font = fontOf(one.size);
      context.strokeText(one.text, left, top);
      context.fillText(one.text, left, top);
      boxes.push({ text: one.text, size: one.size, x: left, y: top, wide: one.wide, high: one.high });
    }
  };

  /** The names on the screen as they stand: the middle, half the width, half the height, in pixels. */
  return { draw, canvas, boxes: () => boxes, family: FAMILY };
})();

"use strict";
// What stands out: a veil over the picture, and above it the nodes and links of the focus, the link
// or the path. Laid over the view, it costs as much as what stands out, not as much as the graph.
const Spotlight = (() => {
  const VEIL = 0.86;  // how much of the ground colour lies over the rest

  const line = (context, [ax, ay], [bx, by], arrow) => {
    context.beginPath();
    context.moveTo(ax, ay);
    context.lineTo(bx, by);
    context.stroke();
    if (!arrow) return;
    const turn = Math.atan2(by - ay, bx - ax);
    const tip = [bx - arrow * Math.cos(turn), by - arrow * Math.sin(turn)];
    context.beginPath();
    context.moveTo(...tip);
    for (const side of [2.75, -2.75]) context.lineTo(tip[0] + 9 * Math.cos(turn + side), tip[1] + 9 * Math.sin(turn + side));
    context.fill();
  };

  const draw = (context, scene, view, colours) => {
    if (!scene.bright) return;
    const { wide, high } = view.size();
    const { scale } = view.camera();
    context.globalAlpha = VEIL;
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, wide, high);
    const few = scene.brightLinks.size < 200;
    context.globalAlpha = few ? 1 : 0.45;
    context.lineWidth = scene.route ? 3 : few ? 1.8 : 1;
    const place = (node) => view.toScreen(node.x, node.y);
    for (const link of scene.links) {
      if (!scene.brightLinks.has(link)) continue;
      context.strokeStyle = colours[link.relation];
      context.fillStyle = colours[link.relation];
      line(context, place(link.source), place(link.target), link.relation === "cites" && few ? link.target.size * scale + 2 : 0);
    }
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    for (const node of scene.bright) {
      if (!scene.nodes.has(node)) continue;
      const [x, y] = place(node);
      const r = Math.max(3, node.size * scale);
      if (x + r < 0 || x - r > wide || y + r < 0 || y - r > high) continue;
      const path = new Path2D(Elements.outline(node.shape, x, y, r));
      context.fillStyle = colours[node.kind];
      context.fill(path);
      context.strokeStyle = node === scene.focus ? colours.text : node.kind === "unlisted_post" ? colours.post : colours.ground;
      context.lineWidth = node === scene.focus ? 3 : 1.5;
      context.stroke(path);
    }
  };

  return { draw };
})();

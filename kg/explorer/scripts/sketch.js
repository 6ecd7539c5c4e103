"use strict";
// The picture as vis-network will draw it, on a plain canvas.
const Sketch = (() => {
  const { CORNERS } = Elements;
  const LEAST = 0.3;  // pixels that a link is wide at least
  const ARROW = [[-1, 0.3], [-0.9, 0], [-1, -0.3]];  // with its tip in 0, 0 and the length 1

  const drawLink = (context, { source, target }, arrow) => {
    const turn = Math.atan2(target.y - source.y, target.x - source.x);
    const [along, across] = [Math.cos(turn), Math.sin(turn)];
    const back = arrow ? target.size + 0.9 * arrow : 0;
    context.beginPath();
    context.moveTo(source.x, source.y);
    context.lineTo(target.x - back * along, target.y - back * across);
    context.stroke();
    if (!arrow || source === target) return;
    const [x, y] = [target.x - target.size * along, target.y - target.size * across];
    context.beginPath();
    context.moveTo(x, y);
    for (const [px, py] of ARROW) context.lineTo(x + arrow * (px * along - py * across), y + arrow * (px * across + py * along));
    context.fill();
  };

  const drawNode = (context, { shape, size, x, y }) => {
    const corners = CORNERS[shape];
    context.beginPath();
    if (corners) for (const [px, py] of corners) context.lineTo(x + size * px, y + size * py);
    else context.arc(x, y, size, 0, 2 * Math.PI);
    context.closePath();
    context.fill();
    context.stroke();
  };

  /** Draw a scene as a view shows it; `linkStyle` says how wide and how opaque a relation's links are. */
  const draw = (canvas, scene, view, colours, linkStyle) => {
    const { wide, high } = view.size();
    const { x, y, scale } = view.camera();
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(wide * ratio);
    canvas.height = Math.round(high * ratio);
    const context = canvas.getContext("2d");
    context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * (wide / 2 - x * scale), ratio * (high / 2 - y * scale));
    const arrows = Graph.network.options.edges.arrows.to.scaleFactor;
    const styles = Object.fromEntries(Graph.RELATIONS.map((relation) => [relation, linkStyle(relation)]));
    for (const link of scene.links) {
      const { width, opacity } = styles[link.relation];
      context.globalAlpha = opacity;
      context.strokeStyle = colours[link.relation];
      context.fillStyle = colours[link.relation];
      context.lineWidth = Math.max(width, LEAST / scale);
      drawLink(context, link, Graph.network.directed(link.index) ? 15 * arrows + 3 * width : 0);
    }
    context.globalAlpha = 1;
    context.lineWidth = Graph.network.options.nodes.borderWidth / scale;
    const [right, bottom] = [x + wide / 2 / scale, y + high / 2 / scale];
    for (const node of scene.nodes) {
      if (Math.abs(node.x - x) - node.size > right - x || Math.abs(node.y - y) - node.size > bottom - y) continue;
      context.fillStyle = colours[node.kind];
      context.strokeStyle = node.kind === "unlisted_post" ? colours.post : colours[node.kind];
      drawNode(context, node);
    }
  };

  return { draw };
})();

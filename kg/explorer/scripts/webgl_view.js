"use strict";
// All of the graph on sigma.js, where the page carries it and the browser has WebGL.
const WebglView = (() => {
  const built = document.body.dataset.webgl === "built";
  let renderer;
  let container;
  let handlers;
  let scene;
  let colours;
  let tint;  // of each relation
  let shown;  // 1 for each link that is drawn, by its number

  const available = () => built && typeof WebGL !== "undefined" && WebGL.available();

  /** A colour with alpha as sigma.js blends it: red, green and blue already multiplied by it. */
  const faded = (colour, part) => {
    const [r, g, b] = [1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * part));
    return `rgba(${r},${g},${b},${part.toFixed(3)})`;
  };
  const prepare = () => {
    const thin = Math.max(0.3, Math.min(1, Math.sqrt(1500 / (scene.links.length || 1))));
    tint = Object.fromEntries(Graph.RELATIONS.map((relation) =>
      [relation, faded(colours[relation], colours.linkOpacity[relation] * thin)]));
    shown = new Uint8Array(Graph.links.length);
    for (const link of scene.links) shown[link.index] = 1;
  };
  const nodeStyle = (index) => {
    const node = Graph.nodes[index];
    return { x: node.x, y: -node.y, size: node.size, shape: node.shape, type: "shape", color: colours[node.kind], hidden: !scene.nodes.has(node) };
  };
  const linkStyle = (index) => ({ size: 2, color: tint[Graph.links[index].relation], hidden: !shown[index] });

  /** The node that a point of the screen nearly hits, if any. */
  const nodeAt = (point) => {
    const { x, y } = renderer.viewportToGraph(point);
    return Selection.nodeAt(scene.nodes, x, -y, camera().scale);
  };

  /** The link that a point of the screen lies on, if any. */
  const linkAt = ({ x, y }) => {
    let best = null;
    let least = Selection.NEAR;
    for (const link of scene.links) {
      if (scene.brightLinks && !scene.brightLinks.has(link)) continue;
      const [ax, ay] = toScreen(link.source.x, link.source.y);
      const [bx, by] = toScreen(link.target.x, link.target.y);
      const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1);
      const part = Math.min(1, Math.max(0, along));
      const far = Math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay));
      if (far < least) { least = far; best = link; }
    }
    return best;
  };

  /** Make the renderer of a scene, so that what it draws first is what is to be seen. */
  const open = () => {
    const { onNode, onLink, onBlank, onMove, onDraw } = handlers;
    const graph = new WebGL.MultiDirectedGraph();
    for (const node of Graph.nodes) graph.addNode(node.index, { x: node.x, y: -node.y });
    for (const link of Graph.links) graph.addDirectedEdgeWithKey(link.index, link.source.index, link.target.index);
    renderer = new WebGL.Renderer(graph, container, {
      allowInvalidContainer: true, renderLabels: false, itemSizesReference: "positions", zoomToSizeRatioFunction: (ratio) => ratio,
      minEdgeThickness: 1.2, stagePadding: 0, defaultNodeType: "shape", nodeProgramClasses: { shape: WebGL.ShapeProgram },
      defaultDrawNodeHover: () => {}, nodeReducer: nodeStyle, edgeReducer: linkStyle,
    });
    renderer.setCustomBBox(renderer.getBBox());
    renderer.on("clickStage", ({ event }) => {
      const node = nodeAt(event);
      const link = node ? null : linkAt(event);
      if (node) onNode(node);
      else if (link) onLink(link);
      else onBlank();
    });
    container.addEventListener("pointermove", (event) => {
      if (event.buttons) return;  // the picture is being moved
      const { left, top } = container.getBoundingClientRect();
      container.style.cursor = nodeAt({ x: event.clientX - left, y: event.clientY - top }) ? "pointer" : "";
    });
    renderer.on("afterRender", () => onDraw(false));
    renderer.getCamera().on("updated", onMove);
    queueMicrotask(() => renderer.render());  // when it has been told where to look
  };
  const start = (element, found) => {
    container = element;
    handlers = found;
  };

  const update = () => {
    prepare();
    renderer.refresh();
  };
  const show = (wanted) => {
    const same = renderer && scene.nodes.size === wanted.nodes.size && scene.links.length === wanted.links.length
      && [...wanted.nodes].every((node) => scene.nodes.has(node)) && wanted.links.every((link) => shown[link.index]);
    scene = wanted;
    if (!renderer) {
      prepare();
      open();
    } else if (same) handlers.onDraw(false);
    else update();
  };
  const paint = (found) => {
    colours = found;
    if (renderer) update();
  };

  const size = () => ({ wide: container.clientWidth, high: container.clientHeight });
  const toScreen = (x, y) => {
    const place = renderer.graphToViewport({ x, y: -y });
    return [place.x, place.y];
  };
  // The camera may have moved since the picture was drawn: ask by its state, not by the picture.
  const camera = () => {
    const now = { cameraState: renderer.getCamera().getState() };
    const { wide, high } = size();
    const { x, y } = renderer.viewportToGraph({ x: wide / 2, y: high / 2 }, now);
    const scale = (renderer.graphToViewport({ x: 1000, y: 0 }, now).x - renderer.graphToViewport({ x: 0, y: 0 }, now).x) / 1000;
    return { x, y: -y, scale };
  };
  const look = ({ x, y, scale }) => {
    const now = renderer.getCamera().getState();
    const middle = renderer.viewportToFramedGraph(renderer.graphToViewport({ x, y: -y }, { cameraState: now }), { cameraState: now });
    renderer.getCamera().setState({ x: middle.x, y: middle.y, ratio: now.ratio * camera().scale / scale, angle: 0 });
  };

  return {
    start, paint, show, size, camera, look, toScreen, available, built: () => built, everything: true,
    redraw: () => { renderer.resize(); renderer.refresh(); },
    canvases: () => {
      renderer.render();  // WebGL keeps its picture only until the frame is shown
      const layers = renderer.getCanvases();
      return [layers.edges, layers.nodes];
    },
  };
})();

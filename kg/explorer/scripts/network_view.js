"use strict";
// The graph on vis-network, as pyvis describes it.
const NetworkView = (() => {
  const MANY_LINKS = 1500;  // more are not drawn while the picture moves
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let network;
  let container;
  let scene;
  let colours;
  let handlers;
  let forces = false;
  let hides = Graph.network.options.interaction.hideEdgesOnDrag;
  let widthUnit = 1;  // page units that are about a pixel when all is in the picture

  /** Many links are drawn fainter, or nothing else would be seen. */
  const thin = () => Math.max(0.3, Math.min(1, Math.sqrt(800 / (scene.links.length || 1))));
  const nodeItem = (node) => ({ ...Graph.network.node(node.index), id: node.index, x: node.x, y: node.y });
  const edgeItem = (link) => ({
    ...Graph.network.edge(link.index),
    id: link.index,
    color: { color: colours[link.relation], highlight: colours.accent, hover: colours.accent, opacity: colours.linkOpacity[link.relation] * thin() },
    width: widthUnit * (link.relation === "mentions" ? 0.6 : 0.9),
  });

  /** Bring a data set in line with what is wanted, touching only what differs. */
  const align = (dataset, wanted, item) => {
    const indices = new Set([...wanted].map((one) => one.index));
    const gone = dataset.getIds().filter((index) => !indices.has(index));
    const come = [...wanted].filter((one) => dataset.get(one.index) === null).map(item);
    if (gone.length) dataset.remove(gone);
    if (come.length) dataset.add(come);
  };

  const syncPlaces = () => {
    for (const [id, place] of Object.entries(network.getPositions())) Object.assign(Graph.nodes[id], place);
  };

  /** Change the network, and let it draw once, in the next frame: it would after each change. */
  let waiting = false;
  const change = (steps = () => {}) => {
    network.body.emitter.emit("_blockRedraw");
    steps();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      network.body.emitter.emit("_allowRedraw");
      network.redraw();
    });
  };

  const groups = () => Object.fromEntries(Graph.KINDS.map((kind) => [kind, {
    color: {
      background: colours[kind], border: kind === "unlisted_post" ? colours.post : colours[kind],
      highlight: { background: colours[kind], border: colours.text },
      hover: { background: colours[kind], border: colours.text },
    },
  }]));

  /** Make the network of what is already in the data sets, which is faster than adding to it. */
  const open = () => {
    const { onNode, onLink, onBlank, onMove, onDraw } = handlers;
    network = new vis.Network(container, {}, { ...Graph.network.options, groups: groups(), autoResize: true });
    change(() => network.setData({ nodes, edges }));
    network.on("click", (event) => {
      if (event.nodes.length) onNode(Graph.nodes[event.nodes[0]]);
      else if (event.edges.length) onLink(Graph.links[event.edges[0]]);
      else onBlank();
    });
    network.on("afterDrawing", () => {
      if (forces) syncPlaces();
      onDraw(forces);
    });
    network.on("dragging", (event) => { if (event.nodes.length) { syncPlaces(); scene.version += 1; } });
    for (const event of ["dragEnd", "zoom"]) network.on(event, () => onMove());
    network.on("hoverNode", () => { container.style.cursor = "pointer"; });
    network.on("blurNode", () => { container.style.cursor = ""; });
  };
  const start = (element, found) => {
    container = element;
    handlers = found;
  };

  const paint = (found) => {
    colours = found;
    if (network) change(() => { network.setOptions({ groups: groups() }); edges.update(scene.links.map(edgeItem)); });
  };

  const show = (wanted) => {
    scene = wanted;
    const many = scene.links.length > MANY_LINKS;
    const fill = () => {
      align(nodes, scene.nodes, nodeItem);
      align(edges, scene.links, edgeItem);
    };
    if (!network) {
      fill();
      open();
    } else change(() => { fill(); network.unselectAll(); });  // what stands out is the spotlight's business
    if (many !== hides) network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
    hides = many;
  };

  const size = () => ({ wide: container.clientWidth, high: container.clientHeight });
  const camera = () => ({ ...network.getViewPosition(), scale: network.getScale() });
  const look = ({ x, y, scale }) => network.moveTo({ position: { x, y }, scale, animation: false });
  const toScreen = (x, y) => {
    const place = network.canvasToDOM({ x, y });
    return [place.x, place.y];
  };

  /** Let forces move the nodes, or stop them where they are. */
  const arrange = (on) => {
    forces = on;
    network.setOptions({
      physics: on
        ? { enabled: true, solver: "forceAtlas2Based", stabilization: false, forceAtlas2Based: { gravitationalConstant: -40, springLength: 60, avoidOverlap: 0.6 } }
        : { enabled: false },
    });
    if (!on) syncPlaces();
  };

  return {
    setWidthUnit: (unit) => { widthUnit = unit; },
    start, paint, show, size, camera, look, toScreen, arrange, everything: false,
    redraw: () => change(),
    canvases: () => [container.querySelector("canvas")],
  };
})();

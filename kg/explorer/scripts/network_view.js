"use strict";
// The graph on vis-network, as pyvis describes it. vis-network stands after all that the first picture
// needs, for it takes as long to begin as the rest of the page does; until it is here, and has taken the
// picture up, that is a sketch.
const NetworkView = (() => {
  const MANY_LINKS = 1500;  // more are not drawn while the picture moves
  let nodes;
  let edges;
  let network;
  let sketch;
  let aim = { x: 0, y: 0, scale: 1 };  // where the sketch looks
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
  /** How wide and how opaque the links of a relation are. */
  const linkStyle = (relation) => ({
    width: widthUnit * (relation === "mentions" ? 0.6 : 0.9), opacity: colours.linkOpacity[relation] * thin(),
  });
  const edgeItem = (link) => {
    const { width, opacity } = linkStyle(link.relation);
    return {
      ...Graph.network.edge(link.index),
      id: link.index,
      color: { color: colours[link.relation], highlight: colours.accent, hover: colours.accent, opacity },
      width,
    };
  };

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
  let frame = 0;
  const settle = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    network.body.emitter.emit("_allowRedraw");
    network.redraw();
  };
  const change = (steps = () => {}) => {
    if (!network) {
      outline();
      return;
    }
    network.body.emitter.emit("_blockRedraw");
    steps();
    frame ||= requestAnimationFrame(settle);
  };

  const groups = () => Object.fromEntries(Graph.KINDS.map((kind) => [kind, {
    color: {
      background: colours[kind], border: kind === "unlisted_post" ? colours.post : colours[kind],
      highlight: { background: colours[kind], border: colours.text },
      hover: { background: colours[kind], border: colours.text },
    },
  }]));

  /** Draw the sketch, once what is being done is done. */
  let outlined = false;
  const outline = () => {
    if (outlined) return;
    outlined = true;
    queueMicrotask(() => {
      outlined = false;
      if (network || container.hidden) return;
      Sketch.draw(sketch, scene, view, colours, linkStyle);
      handlers.onDraw(false);
    });
  };
  const begin = () => {
    sketch = Elements.make("canvas");
    container.replaceChildren(sketch);
    // What is meant for the picture goes to the network, which is made at once then.
    for (const kind of ["pointerdown", "wheel"]) {
      sketch.addEventListener(kind, (event) => {
        if (!takeUp()) return;
        event.preventDefault();
        settle();  // only what is drawn can be hit
        container.querySelector("canvas").dispatchEvent(new event.constructor(kind, event));
      });
    }
  };

  /** Make the network, if its script is here and the picture is to be seen; say whether there is one. */
  const takeUp = () => {
    if (!network && typeof vis !== "undefined" && scene && container.clientWidth) {
      nodes = new vis.DataSet();
      edges = new vis.DataSet();
      fill();
      open();
    }
    return Boolean(network);
  };
  /** The script is here: take the picture up when it has been seen. */
  const arrive = () => requestAnimationFrame(() => setTimeout(takeUp));

  /** Make the network of what is already in the data sets, which is faster than adding to it. */
  const open = () => {
    const { onNode, onLink, onBlank, onMove, onDraw } = handlers;
    network = new vis.Network(container, {}, { ...Graph.network.options, groups: groups(), autoResize: true });
    container.firstChild.removeAttribute("tabindex");  // the container is what has a name, and the keys
    change(() => {
      network.setData({ nodes, edges });
      look(aim);
    });
    network.on("click", (event) => {
      const { x, y } = event.pointer.canvas;
      const node = Selection.nodeAt(scene.nodes, x, y, network.getScale());
      if (node) onNode(node);
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
    hide();
    if (forces) arrange(true);
  };
  const start = (element, found) => {
    container = element;
    handlers = found;
  };

  const paint = (found) => {
    colours = found;
    if (network) change(() => { network.setOptions({ groups: groups() }); edges.update(scene.links.map(edgeItem)); });
    else if (scene) outline();
  };

  const fill = () => {
    align(nodes, scene.nodes, nodeItem);
    align(edges, scene.links, edgeItem);
  };
  const hide = () => {
    const many = scene.links.length > MANY_LINKS;
    if (many !== hides) network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
    hides = many;
  };
  const show = (wanted) => {
    scene = wanted;
    if (network) {
      change(() => { fill(); network.unselectAll(); });  // what stands out is the spotlight's business
      hide();
    } else if (!takeUp()) {
      if (!sketch) begin();
      outline();
    }
  };

  const size = () => ({ wide: container.clientWidth, high: container.clientHeight });
  const camera = () => (network ? { ...network.getViewPosition(), scale: network.getScale() } : aim);
  const look = (goal) => {
    const { x, y, scale } = goal;
    if (network) network.moveTo({ position: { x, y }, scale, animation: false });
    else {
      aim = { x, y, scale };
      outline();
    }
  };
  const toScreen = (x, y) => {
    if (network) {
      const place = network.canvasToDOM({ x, y });
      return [place.x, place.y];
    }
    const { wide, high } = size();
    return [(x - aim.x) * aim.scale + wide / 2, (y - aim.y) * aim.scale + high / 2];
  };

  /** Let forces move the nodes, or stop them where they are. */
  const arrange = (on) => {
    forces = on;
    if (!network && !takeUp()) return;
    network.setOptions({
      physics: on
        ? { enabled: true, solver: "forceAtlas2Based", stabilization: false, forceAtlas2Based: { gravitationalConstant: -40, springLength: 60, avoidOverlap: 0.6 } }
        : { enabled: false },
    });
    if (!on) syncPlaces();
  };

  const view = {
    setWidthUnit: (unit) => { widthUnit = unit; },
    start, arrive, paint, show, size, camera, look, toScreen, arrange, everything: false,
    redraw: () => change(),
    canvases: () => [container.querySelector("canvas")],
  };
  return view;
})();

"use strict";
// Where the graph is seen: which view draws it, the camera, the keys, and what is not drawn.
const Stage = (() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const PAN = 80;  // pixels for each press of a key
  const FLIGHT = 300;  // milliseconds
  const MARGIN = 34;  // pixels above what is to be seen
  const AIR = 8;  // pixels between the note, or the legend, and what is to be seen
  let view;
  let scene;
  let version = 0;
  let colours;
  let forces = false;
  const started = new Set();  // of the views

  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    const names = [...Graph.KINDS, ...Graph.RELATIONS, "ground", "text", "accent"];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    colours.linkOpacity = { about: 0.55, mentions: 0.4, cites: 0.75, part_of: 0.75, broader: 0.45, related: 0.45 };
  };

  const rememberCamera = () => {
    const { x, y, scale } = view.camera();
    State.set({ at: `${Math.round(x)},${Math.round(y)},${scale.toPrecision(3)}` });
  };
  let timer;
  const moved = () => {
    clearTimeout(timer);
    timer = setTimeout(rememberCamera, FLIGHT + 100);
  };

  let drawn = "";
  const extent = () => Object.values(view.size()).join(" ");
  const handlers = {
    onNode: (node) => App.focus(node, { move: false }),
    onLink: (link) => App.openLink(link),
    onBlank: () => { if (State.get().focus || State.get().link || State.get().path) App.leave(); },
    onMove: moved,
    onDraw: (moving) => {
      drawn = extent();
      Labels.draw(scene, view, colours, moving);
      document.documentElement.dataset.drawn = "true";
    },
  };

  const use = (name) => {
    const wanted = name === "all" && WebglView.available() ? WebglView : NetworkView;
    const camera = view?.camera();
    if (view !== wanted) {
      if (forces) arrange(false);
      $("network").hidden = wanted !== NetworkView;
      $("webgl").hidden = wanted !== WebglView;
      $("physics").hidden = wanted !== NetworkView;
      view = wanted;
      if (!started.has(wanted)) wanted.start($(wanted === WebglView ? "webgl" : "network"), handlers);
      started.add(wanted);
      wanted.paint(colours);
    }
    return camera;
  };

  /** How many pixels of the upper edge the note covers. */
  const noted = () => { const { offsetTop, offsetHeight } = $("note"); return offsetHeight && offsetTop + offsetHeight; };

  /** The camera that shows these nodes: all in the picture, none larger than life. */
  const cameraOn = (nodes, largest) => {
    const list = [...nodes];
    const { wide, high } = view.size();
    if (!list.length) return { x: 0, y: 0, scale: 1 };
    const bound = (pick, sign) => list.reduce((most, node) => Math.max(most, sign * pick(node) + node.size + 12), -Infinity) * sign;
    const x0 = bound((node) => node.x, -1); const x1 = bound((node) => node.x, 1);
    const y0 = bound((node) => node.y, -1); const y1 = bound((node) => node.y, 1);
    const low = $("legend").offsetHeight + AIR;  // which it covers of the lower edge
    const top = Math.max(MARGIN, noted() + AIR);
    const room = { wide: Math.max(40, wide - Math.min(180, wide / 4)), high: Math.max(40, high - top - low) };
    const scale = Math.min(largest, room.wide / (x1 - x0), room.high / (y1 - y0));
    return { x: (x0 + x1) / 2, y: (y0 + y1) / 2 + (low - top) / 2 / scale, scale };
  };
  let flight = 0;
  /** Move the camera, by the clock: a slow machine drops frames, but is there in time. */
  const look = (goal, smooth = true) => {
    cancelAnimationFrame(flight);
    if (!smooth || still.matches) {
      view.look(goal);
      return;
    }
    const from = view.camera();
    const begin = performance.now();
    const step = (now) => {
      const part = Math.min(1, Math.max(0, (now - begin) / FLIGHT));
      const eased = part * part * (3 - 2 * part);
      const scale = from.scale * (goal.scale / from.scale) ** eased;
      view.look({ x: from.x + (goal.x - from.x) * eased, y: from.y + (goal.y - from.y) * eased, scale });
      if (part < 1) flight = requestAnimationFrame(step);
    };
    flight = requestAnimationFrame(step);
  };
  const fit = (smooth = true) => {
    look(cameraOn(scene.nodes, 1.5), smooth);
    moved();
  };
  /** Bring what stands out into the picture, if that is to be seen. */
  const approach = () => {
    if (State.get().view === "list") return;
    const near = [...(scene.bright ?? scene.nodes)].filter((node) => scene.nodes.has(node));
    look(cameraOn(near, 1.2));
    moved();
  };
  const zoom = (factor) => {
    const camera = view.camera();
    look({ ...camera, scale: Math.min(8, Math.max(0.02, camera.scale * factor)) });
    moved();
  };
  const pan = (dx, dy) => {
    const camera = view.camera();
    look({ ...camera, x: camera.x + dx / camera.scale, y: camera.y + dy / camera.scale }, false);
    moved();
  };

  const note = () => {
    const state = State.get();
    const lines = [];
    if (!scene.nodes.size) lines.push(Words.t("note_none"));
    const left = scene.passing - scene.nodes.size;
    if (left > 0 && !state.alone) {
      lines.push(Words.t("note_part", { drawn: scene.nodes.size, all: scene.passing }));
      if (!scene.focus) lines.push(Words.t("note_focus"));
    }
    if (scene.links.length < scene.allLinks) lines.push(Words.t("note_links", { drawn: scene.links.length, all: scene.allLinks }));
    if (Graph.leftOut.nodes || Graph.leftOut.links) lines.push(Words.t("note_left_out", Graph.leftOut));
    if (state.view === "all" && Graph.nodes.length > Selection.AT_ONCE && !WebglView.available()) {
      lines.push(Words.t(WebglView.built() ? "no_webgl_here" : "no_webgl_built"));
    }
    $("note").textContent = lines.join(" ");
    $("note").hidden = !lines.length;
  };

  const arrange = (on) => {
    forces = on;
    NetworkView.arrange(on);
    $("physics").setAttribute("aria-pressed", String(on));
    $("physics").dataset.label = on ? "physics_stop" : "physics";
    Words.use(Words.language);
    if (!on) { scene.version = version += 1; NetworkView.redraw(); }
  };

  const render = (state, before) => {
    if (state.view === "list" || (before && Object.keys(state).every((name) => name === "at" || state[name] === before[name]))) return;
    const first = !view;
    const kept = use(state.view);
    scene = Selection.scene(state, view.everything);
    scene.version = version += 1;
    note();
    if (first) NetworkView.setWidthUnit(Math.min(3, Math.max(1, 0.8 / cameraOn(scene.nodes, 1).scale)));
    view.show(scene);
    const camera = state.at.split(",").map(Number);
    if (kept && before?.view !== state.view) look(kept, false);
    else if (first || (before && before.view === "list" && !state.at)) {
      if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) look({ x: camera[0], y: camera[1], scale: camera[2] }, false);
      else look(cameraOn(scene.bright ?? scene.nodes, scene.bright ? 1.2 : 1.5), false);
    }
  };

  const repaint = () => {
    readColours();
    for (const one of started) one.paint(colours);
    if (view) { scene.version = version += 1; view.redraw(); }
  };

  const keys = {
    ArrowLeft: () => pan(-PAN, 0), ArrowRight: () => pan(PAN, 0), ArrowUp: () => pan(0, -PAN), ArrowDown: () => pan(0, PAN),
    "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: () => fit(), Escape: () => App.leave(),
  };
  const start = () => {
    readColours();
    dark.addEventListener("change", repaint);
    for (const id of ["network", "webgl"]) {
      $(id).addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
        keys[event.key]();
        event.preventDefault();
      });
    }
    $("zoom-in").addEventListener("click", () => zoom(1.4));
    $("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
    $("fit").addEventListener("click", () => fit());
    $("physics").addEventListener("click", () => arrange(!forces));
    new ResizeObserver(() => { if (view && extent() !== drawn) view.redraw(); }).observe($("stage"));
  };

  return {
    start, render, repaint, approach, fit,
    get scene() { return scene; },
    get view() { return view; },
    get colours() { return colours; },
  };
})();

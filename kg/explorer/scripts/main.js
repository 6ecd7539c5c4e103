"use strict";
// What the reader can do, as changes of the state; then everything is started.
const App = (() => {
  const { make } = Elements;
  const trail = { nodes: [], at: -1 };
  const CRUMBS = 5;
  const blank = { focus: "", link: "", path: "", reading: false };

  const remember = (node) => {
    if (trail.nodes[trail.at] === node) return;
    trail.nodes = [...trail.nodes.slice(0, trail.at + 1), node];
    trail.at = trail.nodes.length - 1;
  };

  const focus = (node, { move = true } = {}) => {
    if (!node) return;
    remember(node);
    State.set({ ...blank, focus: node.id, alone: State.get().alone }, { step: true });
    if (move) Stage.approach();
  };
  const openLink = (link) => State.set({ ...blank, focus: State.get().focus, link: Selection.linkKey(link) }, { step: true });
  const connect = (from, to) => {
    State.set({ ...blank, focus: from.id, path: `${from.id} ${to.id}` }, { step: true });
    Stage.approach();
  };
  const read = (concept) => {
    State.set({ ...blank, focus: concept.id, reading: true }, { step: true });
    Stage.approach();
  };
  const leavePath = () => State.set({ path: "", reading: false }, { step: true });
  const leave = () => State.set({ ...blank, alone: false }, { step: true });

  const walk = (step) => {
    const node = trail.nodes[trail.at + step];
    if (!node) return;
    trail.at += step;
    State.set({ ...blank, focus: node.id }, { step: true });
    Stage.approach();
  };
  const renderTrail = (state) => {
    const node = Graph.byId.get(state.focus);
    if (node && trail.nodes[trail.at] !== node) {  // the browser's own back and forward
      const known = [trail.at - 1, trail.at + 1].find((at) => trail.nodes[at] === node);
      if (known === undefined) remember(node);
      else trail.at = known;
    }
    $("back").disabled = trail.at < 1;
    $("forward").disabled = trail.at >= trail.nodes.length - 1;
    const first = Math.max(0, trail.at - CRUMBS + 1);
    $("crumbs").replaceChildren(...trail.nodes.slice(first, trail.at + 1).map((one, offset) => {
      const at = first + offset;
      const crumb = make("button", { type: "button", "aria-current": at === trail.at && node ? "true" : undefined }, Graph.label(one));
      crumb.addEventListener("click", () => walk(at - trail.at));
      return make("li", {}, crumb);
    }));
    $("trail").hidden = !trail.nodes.length;
  };

  const renderFrame = (state) => {
    const chosen = state.view || "graph";
    for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === chosen));
    const listed = state.view === "list";
    $("picture").hidden = listed;
    for (const id of ["export-png", "export-svg"]) $(id).disabled = listed;  // there is no picture
  };
  const renderSettings = (state, before) => {
    if (before && before.lang === state.lang && before.theme === state.theme) return;
    if (state.theme) document.documentElement.dataset.theme = state.theme;
    else delete document.documentElement.dataset.theme;
    if (before?.theme !== state.theme) Stage.repaint();
    $("theme").value = state.theme;
    $("language").value = state.lang || Words.preferred();
    Words.use(state.lang || Words.preferred());
  };

  const start = () => {
    for (const button of document.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => State.set({ view: button.dataset.view === "graph" ? "" : button.dataset.view }));
    }
    $("view-all").hidden = Graph.nodes.length <= Selection.AT_ONCE || !WebglView.built();
    $("theme").addEventListener("change", () => State.set({ theme: $("theme").value }));
    $("language").addEventListener("change", () => State.set({ lang: $("language").value }));
    $("back").addEventListener("click", () => walk(-1));
    $("forward").addEventListener("click", () => walk(1));
    for (const menu of document.querySelectorAll("details.menu")) {
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    }
    for (const module of [Search, Panel, Filters, Sharing]) module.start();
    for (const render of [renderSettings, renderFrame, Filters.render, Panel.render, List.render, renderTrail]) State.listen(render);
    State.listen(Stage.render);
    State.listen(() => { document.documentElement.dataset.ready = "true"; });
    window.addEventListener("popstate", () => { if (State.get().focus) Stage.approach(); });
    // Settings say which colours there are; so the stage is started before the first state comes.
    Stage.start();
    State.start();
  };

  return { start, focus, openLink, connect, read, leave, leavePath };
})();
App.start();

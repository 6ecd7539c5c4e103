"use strict";
// The same content as a table: for keyboards, screen readers and sorting.
const List = (() => {
  const { make } = Elements;
  const { t } = Words;
  const PAGE = 200;
  const COLUMNS = {
    label: (a, b) => Graph.label(a).localeCompare(Graph.label(b), "zh"),
    kind: (a, b) => Graph.KINDS.indexOf(a.kind) - Graph.KINDS.indexOf(b.kind),
    date: (a, b) => (a.date ?? "").localeCompare(b.date ?? ""),
    field: (a, b) => (Graph.field(a) ?? "").localeCompare(Graph.field(b) ?? "", "zh"),
    links: (a, b) => a.links.length - b.links.length,
    importance: (a, b) => b.index - a.index,
  };
  let rows = [];

  const compute = (state) => {
    const { nodes, focus } = Selection.listed(state);
    const compare = COLUMNS[state.sort] ?? COLUMNS.importance;
    rows = [...nodes].sort((a, b) => (state.down ? -1 : 1) * compare(a, b) || a.index - b.index);
    return focus;
  };

  const row = (node) => make("tr", {}, make("th", { scope: "row" }, Panel.nodeButton(node)),
    make("td", {}, t(`kind_${node.kind}`)), make("td", {}, node.date ?? ""), make("td", {}, Graph.field(node) ?? ""),
    make("td", { className: "number" }, String(node.links.length)),
    make("td", { className: "number" }, node.importance.toFixed(3)));

  const render = (state, before) => {
    const shown = state.view === "list";
    $("list").hidden = !shown;
    if (!shown) return;
    if (before && !State.differ(state, before, [...State.FILTERS, "focus", "depth", "view", "sort", "down", "lang"])) return;
    const held = $("list").contains(document.activeElement) && document.activeElement.dataset;
    const focus = compute(state);
    const caption = focus ? t("list_near", { name: Graph.label(focus), n: rows.length }) : t("list_caption", { n: rows.length });
    const header = Object.keys(COLUMNS).map((name) => {
      const chosen = state.sort === name;
      const button = make("button", { type: "button", data: { sort: name } }, t(`column_${name}`), chosen ? (state.down ? " ↓" : " ↑") : "");
      button.addEventListener("click", () => State.set({ sort: name, down: chosen ? !state.down : !["label", "kind", "field"].includes(name) }));
      return make("th", { scope: "col", "aria-sort": chosen ? (state.down ? "descending" : "ascending") : "none" }, button);
    });
    const body = make("tbody");
    const more = make("button", { type: "button", className: "action" });
    const grow = () => {
      body.append(...rows.slice(body.children.length, body.children.length + PAGE).map(row));
      const left = rows.length - body.children.length;
      more.hidden = left <= 0;
      more.textContent = t("show_more", { n: Math.min(PAGE, left) });
    };
    more.addEventListener("click", grow);
    grow();
    $("list").replaceChildren(make("table", {}, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...header)), body), more);
    if (held?.sort) $("list").querySelector(`[data-sort="${held.sort}"]`)?.focus();
    else if (held?.id) [...$("list").querySelectorAll("button.node")].find((one) => one.dataset.id === held.id)?.focus();
  };

  return { render, rows: () => { compute(State.get()); return rows; } };
})();

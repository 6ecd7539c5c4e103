"use strict";
// The filters, and the legend, which is one of them.
const Filters = (() => {
  const { make, glyph, stroke } = Elements;
  const { t } = Words;

  const toggle = (list, one) => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
  const switchButton = (name, one, picture, words, count) => {
    const off = State.get()[name].includes(one);
    const button = make("button", { type: "button", className: "switch", "aria-pressed": String(!off), data: { [name]: one } },
      picture, make("span", {}, words), count !== undefined && make("small", {}, String(count)));
    button.addEventListener("click", () => State.set({ [name]: toggle(State.get()[name], one) }));
    return button;
  };
  const kindSwitch = (kind) => switchButton("nodes", kind, glyph(kind, Graph.nodes.find((node) => node.kind === kind).shape),
    t(`kind_${kind}`), Graph.kindCounts.get(kind));
  const relationSwitch = (relation) => switchButton("links", relation, stroke(relation), t(`relation_${relation}`),
    Graph.relationCounts.get(relation));

  const refocused = (container, build) => {
    const held = container.contains(document.activeElement) ? document.activeElement : null;
    const place = held && (held.id ? `#${held.id}` : Object.entries(held.dataset).map(([name, value]) => `[data-${name}="${CSS.escape(value)}"]`).join(""));
    container.replaceChildren(...build());
    if (place) container.querySelector(place)?.focus();
  };

  const legend = () => refocused($("legend"), () => [
    ...Graph.KINDS.map((kind) => make("li", {}, kindSwitch(kind))),
    ...Graph.RELATIONS.map((relation) => make("li", { className: "relation" }, relationSwitch(relation))),
  ]);

  const choice = (name, word, options) => {
    const select = make("select", { id: `filter-${name}` }, ...options.map(([value, text]) => make("option", { value }, text)));
    select.value = State.get()[name];
    select.addEventListener("change", () => State.set({ [name]: select.value }));
    return make("label", {}, make("span", {}, t(word)), select);
  };

  const slider = (name, word, value, bounds, toPatch, shown) => {
    const output = make("output", {}, shown(value));
    const input = make("input", { type: "range", id: `filter-${name}`, min: String(bounds[0]), max: String(bounds[1]), step: String(bounds[2]) });
    input.value = String(value);
    input.addEventListener("input", () => { output.textContent = shown(Number(input.value)); });
    input.addEventListener("change", () => State.set(toPatch(Number(input.value))));
    return make("label", {}, make("span", {}, t(word)), input, output);
  };

  const years = () => {
    const first = Graph.firstYear;
    const last = Graph.lastYear;
    if (first === null || first === last) return [];
    const { from, to } = State.get();
    const bounds = [first, last, 1];
    const low = from ?? first;
    const high = to ?? last;
    const patch = (a, b) => ({ from: Math.min(a, b) > first ? Math.min(a, b) : null, to: Math.max(a, b) < last ? Math.max(a, b) : null });
    const picture = Panel.histogram(Graph.nodes.filter((node) => node.kind === "post"), "histogram");
    picture[0].querySelectorAll("rect").forEach((bar, at) => {
      if (first + at < low || first + at > high) bar.setAttribute("class", "out");
    });
    return [make("fieldset", {}, make("legend", {}, t("years")), picture[0],
      slider("from", "year_from", low, bounds, (value) => patch(value, State.get().to ?? last), String),
      slider("to", "year_to", high, bounds, (value) => patch(State.get().from ?? first, value), String))];
  };

  const form = () => refocused($("filter-form"), () => {
    const reset = make("button", { type: "button", className: "action", id: "reset", disabled: !State.filtered() }, t("reset"));
    reset.addEventListener("click", State.clearFilters);
    const any = ["", t("any")];
    return [
      ...years(),
      Graph.fields.length > 0 && choice("field", "field", [any, ...Graph.fields.map((node) => [node.field, Graph.field(node)]).sort((a, b) => a[1].localeCompare(b[1]))]),
      slider("salience", "salience", State.get().salience, [0, 1, 0.05], (value) => ({ salience: value }), (value) => value.toFixed(2)),
      choice("listed", "listed", [any, ["yes", t("listed_yes")], ["no", t("listed_no")]]),
      choice("status", "status", [any, ["vocabulary", t("status_vocabulary")], ["discovered", t("status_discovered")]]),
      make("fieldset", {}, make("legend", {}, t("kinds")), ...Graph.KINDS.map(kindSwitch)),
      make("fieldset", {}, make("legend", {}, t("relations")), ...Graph.RELATIONS.map(relationSwitch)),
      reset,
    ].filter(Boolean);
  });

  let outdated = true;
  /** Make the form anew, once it is to be seen. */
  const renew = () => {
    outdated = $("filters").hidden;
    if (!outdated) form();
  };

  const render = (state, before) => {
    if (before && !State.differ(state, before, [...State.FILTERS, "lang"])) return;
    legend();
    renew();
    $("filters-button").classList.toggle("active", State.filtered());
  };

  const open = (on) => {
    $("filters").hidden = !on;
    if (on && outdated) renew();
    $("filters-button").setAttribute("aria-expanded", String(on));
    if (on) $("filters-close").focus();
  };
  const start = () => {
    $("filters-button").addEventListener("click", () => open($("filters").hidden));
    $("filters-close").addEventListener("click", () => { open(false); $("filters-button").focus(); });
    $("filters").addEventListener("keydown", (event) => {
      if (event.key === "Escape") { open(false); $("filters-button").focus(); }
    });
  };

  return { start, render };
})();

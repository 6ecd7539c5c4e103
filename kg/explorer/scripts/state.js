"use strict";
// The one value that says what is shown; all of it stands in the address after #.
const State = (() => {
  const DEFAULTS = {
    focus: "", link: "", path: "", reading: false, depth: 1, alone: false,
    nodes: [], links: [], from: null, to: null, field: "", salience: 0, listed: "", status: "",
    view: "", sort: "importance", down: true, at: "", lang: "", theme: "",
  };
  const FILTERS = ["nodes", "links", "from", "to", "field", "salience", "listed", "status"];
  const listeners = [];
  let state = { ...DEFAULTS };
  let written = null;

  const parse = (hash) => {
    const parameters = new URLSearchParams(hash.replace(/^#/, ""));
    const found = { ...DEFAULTS };
    for (const [name, text] of parameters) {
      const usual = DEFAULTS[name];
      if (!(name in DEFAULTS)) continue;
      if (Array.isArray(usual)) found[name] = text.split(",").filter(Boolean);
      else if (typeof usual === "boolean") found[name] = text === "1";
      else if (typeof usual === "number" || usual === null) found[name] = Number.isFinite(Number(text)) ? Number(text) : usual;
      else found[name] = text;
    }
    found.depth = Math.min(3, Math.max(1, Math.round(found.depth)));
    return found;
  };

  const format = (value) => {
    const parameters = new URLSearchParams();
    for (const [name, usual] of Object.entries(DEFAULTS)) {
      const own = value[name];
      if (String(own) === String(usual)) continue;
      parameters.set(name, typeof own === "boolean" ? (own ? "1" : "0") : String(own));
    }
    return parameters.toString();
  };

  /** Whether two states differ in any of these. */
  const differ = (one, other, names) => names.some((name) => String(one[name]) !== String(other[name]));

  const tell = (before) => { for (const listener of listeners) listener(state, before); };

  /** Change some of the state. A step to another place can be taken back in the browser. */
  const set = (patch, { step = false } = {}) => {
    const before = state;
    state = { ...state, ...patch };
    written = format(state);
    const address = `#${written}`;
    if (address !== (location.hash || "#")) history[step ? "pushState" : "replaceState"](null, "", address);
    tell(before);
  };

  window.addEventListener("popstate", () => {
    if (location.hash.replace(/^#/, "") === written) return;
    const before = state;
    state = parse(location.hash);
    written = location.hash.replace(/^#/, "");
    tell(before);
  });

  return {
    FILTERS, set, differ,
    get: () => state,
    start: () => { state = parse(location.hash); tell(null); },
    listen: (listener) => listeners.push(listener),
    clearFilters: () => set(Object.fromEntries(FILTERS.map((name) => [name, DEFAULTS[name]]))),
    filtered: (one = state) => differ(one, DEFAULTS, FILTERS),
  };
})();

"use strict";
// Names in, nodes out; and a text field with completion (ARIA combobox) over them.
const Search = (() => {
  let index = null;
  /** The folded names of all nodes, made when they are first searched. */
  const everyName = () => {
    index ??= Graph.nodes.map((node) => ({ node, names: [...Graph.names(node), ...Graph.hidden(node)].map(Graph.fold) }));
    return index;
  };

  /** The nodes whose names hold the text: equal ones first, then beginnings, then the rest. */
  const find = (text, most = 12) => {
    const wanted = Graph.fold(text);
    if (!wanted) return [];
    const found = [];
    for (const { node, names } of everyName()) {
      let best = 9;
      let which = -1;
      names.forEach((name, number) => {
        const at = name.indexOf(wanted);
        const rank = at < 0 ? 9 : name === wanted ? 0 : at === 0 ? 1 : 2;
        if (rank < best) { best = rank; which = number; }
      });
      if (best < 9) found.push({ node, best, name: Graph.names(node)[which] ?? Graph.label(node) });
    }
    return found.sort((a, b) => a.best - b.best || a.node.index - b.node.index).slice(0, most);
  };

  /** Make `input` complete from all names into the listbox `list`, and call `chosen` with the node. */
  const combobox = (input, list, chosen) => {
    let results = [];
    let selected = 0;
    const show = () => {
      list.replaceChildren(...results.map(({ node, name }, position) => {
        const option = Elements.make("li", { role: "option", id: `${list.id}-${position}`, "aria-selected": String(position === selected) },
          Elements.glyph(node.kind, node.shape), Elements.make("span", {}, Graph.label(node)),
          name !== Graph.label(node) && Elements.make("small", {}, name),
          Elements.make("small", {}, Words.t(`kind_${node.kind}`)));
        option.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(position); });
        return option;
      }));
      const empty = !results.length && Graph.fold(input.value);
      if (empty) list.append(Elements.make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, Words.t("nothing_found")));
      list.hidden = !results.length && !empty;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (results.length) input.setAttribute("aria-activedescendant", `${list.id}-${selected}`);
      else input.removeAttribute("aria-activedescendant");
      list.children[selected]?.scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      results = [];
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (position) => {
      const one = results[position];
      if (!one) return;
      close();
      input.value = "";
      chosen(one.node);
    };
    const look = () => {
      results = find(input.value);
      selected = 0;
      show();
    };
    input.addEventListener("input", look);
    input.addEventListener("focus", () => { if (input.value) look(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && results.length) {
        selected = (selected + step + results.length) % results.length;
        show();
        event.preventDefault();
      } else if (event.key === "Enter" && !event.isComposing) {
        if (!results.length) look();
        choose(selected);
        event.preventDefault();
      } else if (event.key === "Escape") {
        if (list.hidden) input.value = "";
        close();
      }
    });
  };

  const start = () => {
    combobox($("search"), $("found"), (node) => {
      App.focus(node);
      Panel.attend();  // which also puts the keyboard of a phone away
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
      $("search").focus();
      $("search").select();
      event.preventDefault();
    });
  };

  return { find, combobox, start };
})();

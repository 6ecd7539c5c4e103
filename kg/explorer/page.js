"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const KINDS = {
    post: "文章 post", unlisted_post: "未收录文章 unlisted post", concept: "概念 concept",
    paper: "论文 paper", book: "书 book", film: "电影 film", web_page: "网页 web page",
    work: "作品 work", series: "系列 series",
  };
  // Heading of a group of links, seen from the source and from the target.
  const RELATIONS = {
    about: ["主题概念 About", "以此为主题的文章 Posts about it"],
    mentions: ["提到的概念 Mentions", "提到它的文章 Posts that mention it"],
    cites: ["引用 Cites", "被引用 Cited by"],
    part_of: ["所属系列 Series", "各篇 Parts"],
    broader: ["上位概念 Broader", "下位概念 Narrower"],
    related: ["相关概念 Related", "相关概念 Related"],
  };

  // Build elements from text only: nothing that came from a post is ever markup.
  const element = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const nodeButton = (id) => {
    const button = element("button", { type: "button", className: "node" }, data.details[id].label);
    button.dataset.id = id;
    return button;
  };

  const linksOf = new Map(Object.keys(data.details).map((id) => [id, []]));
  for (const link of data.links) {
    linksOf.get(link.source).push({ ...link, other: link.target, side: 0 });
    linksOf.get(link.target).push({ ...link, other: link.source, side: 1 });
  }

  // ---- the network -------------------------------------------------------------------------
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const colourOf = (kind) => colour(kind) || colour("other");
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network($("network"), { nodes, edges }, data.options);
  const paint = () => {
    const groups = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, {
      color: { background: colourOf(kind), border: colourOf(kind), highlight: { background: colourOf(kind), border: colour("text") } },
      font: { color: colour("text"), strokeColor: colour("ground"), strokeWidth: 3 },
    }]));
    network.setOptions({ groups, edges: { color: { color: colour("edge"), highlight: colour("accent"), hover: colour("accent") } } });
  };
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  const kinds = Object.keys(KINDS).filter((kind) => data.nodes.some((node) => node.group === kind));
  for (const kind of kinds) {
    const swatch = element("span");
    swatch.style.background = `var(--${kind}, var(--other))`;
    $("legend").append(element("li", {}, swatch, KINDS[kind]));
  }

  // ---- the panel ---------------------------------------------------------------------------
  const quotation = (link) => element("blockquote", {},
    link.prefix, element("mark", {}, link.exact), link.suffix);

  const order = (a, b) => (b.salience ?? 0) - (a.salience ?? 0)
    || (a.position ?? 0) - (b.position ?? 0)
    || (data.details[a.other].date ?? "9999").localeCompare(data.details[b.other].date ?? "9999")
    || (a.other < b.other ? -1 : 1);

  const describe = (id) => {
    const detail = data.details[id];
    const facts = [KINDS[detail.kind], detail.date, detail.author, detail.field,
      detail.readers && `${detail.readers} 位读者`].filter(Boolean).join(" · ");
    const parts = [element("h2", {}, detail.label)];
    if (detail.label_en && detail.label_en !== detail.label) parts.push(element("p", {}, detail.label_en));
    parts.push(element("p", { className: "muted" }, facts));
    if (detail.alt_labels) parts.push(element("p", { className: "muted" }, detail.alt_labels));
    if (detail.definition) parts.push(element("p", {}, detail.definition));
    if (/^https?:\/\//.test(detail.url ?? "")) {
      parts.push(element("p", {}, element("a", { href: detail.url, rel: "noopener noreferrer" }, detail.url)));
    }
    if (detail.missing) parts.push(element("p", { className: "muted" }, `缺 missing: ${detail.missing}`));
    for (const [relation, headings] of Object.entries(RELATIONS)) {
      for (const side of [0, 1]) {
        const links = linksOf.get(id).filter((link) => link.relation === relation && link.side === side);
        if (!links.length) continue;
        parts.push(element("h2", {}, `${headings[side]} (${links.length})`));
        parts.push(element("ul", {}, ...links.sort(order).map((link) => {
          const item = element("li", {}, nodeButton(link.other));
          const date = data.details[link.other].date;
          if (date) item.append(" ", element("time", {}, date));
          if (link.exact !== undefined) item.append(quotation(link));
          if (link.reason) item.append(element("p", { className: "muted" }, `判定 decided by: ${link.reason}`));
          return item;
        })));
      }
    }
    return parts;
  };

  const focus = (id, move = true) => {
    if (!(id in data.details)) return;
    $("detail").replaceChildren(...describe(id));
    $("panel").scrollTop = 0;
    network.selectNodes([id]);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (move) network.focus(id, { scale: 1, animation: still ? false : { duration: 300 } });
  };
  network.on("click", (event) => event.nodes.length && focus(event.nodes[0], false));
  $("panel").addEventListener("click", (event) => {
    const button = event.target.closest("button.node");
    if (button) focus(button.dataset.id);
  });

  // ---- search ------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\-_·:,.?!、，。：？！《》“”"'()（）]+/g, "");
  const index = Object.entries(data.details).map(([id, detail]) => ({
    id,
    names: [detail.label, detail.label_en, ...(detail.alt_labels ?? "").split(" | ")].filter(Boolean).map(fold),
    weight: linksOf.get(id).length,
  }));
  const find = (text) => {
    const wanted = fold(text);
    if (!wanted) return [];
    const rank = (entry) => Math.min(...entry.names.map((name) => {
      const at = name.indexOf(wanted);
      return at < 0 ? 9 : name === wanted ? 0 : at === 0 ? 1 : 2;
    }));
    return index.map((entry) => ({ ...entry, rank: rank(entry) })).filter((entry) => entry.rank < 9)
      .sort((a, b) => a.rank - b.rank || b.weight - a.weight || (a.id < b.id ? -1 : 1)).slice(0, 12);
  };
  let results = [];
  let selected = 0;
  const showResults = () => {
    $("found").replaceChildren(...results.map((entry, position) => {
      const detail = data.details[entry.id];
      const item = element("li", {}, detail.label, " ", element("small", {}, KINDS[detail.kind]));
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(position === selected));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(position); });
      return item;
    }));
    $("found").hidden = results.length === 0;
  };
  const choose = (position) => {
    if (!results[position]) return;
    focus(results[position].id);
    results = [];
    showResults();
  };
  $("search").addEventListener("input", () => {
    results = find($("search").value);
    selected = 0;
    showResults();
  });
  $("search").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && results.length) {
      selected = (selected + step + results.length) % results.length;
      showResults();
      event.preventDefault();
    } else if (event.key === "Enter") choose(selected);
    else if (event.key === "Escape") { results = []; showResults(); }
  });
  $("search").addEventListener("blur", () => { $("found").hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== $("search")) {
      $("search").focus();
      event.preventDefault();
    }
  });
  network.once("afterDrawing", () => document.documentElement.setAttribute("data-drawn", "true"));
})();

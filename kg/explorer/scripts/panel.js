"use strict";
// The panel: what is known about a node, a link, a path; or about the whole.
const Panel = (() => {
  const { make, svg, glyph } = Elements;
  const { t } = Words;
  const AT_FIRST = 25;

  const nodeButton = (node) => make("button", { type: "button", className: "node", data: { id: node.id } },
    glyph(node.kind, node.shape), make("span", {}, Graph.label(node)));
  const heading = (level, text) => make(`h${level}`, {}, text);
  const muted = (...texts) => make("p", { className: "muted" }, texts.filter(Boolean).join(" · "));
  const button = (word, action, properties = {}) => {
    const one = make("button", { type: "button", className: "action", ...properties }, t(word));
    one.addEventListener("click", action);
    return one;
  };

  /** A list that begins short and grows on request. */
  const growing = (items, toElement, tag = "ul") => {
    const list = make(tag);
    let shown = 0;
    const more = make("button", { type: "button", className: "action" });
    const grow = () => {
      const until = shown ? items.length : AT_FIRST;
      list.append(...items.slice(shown, until).map(toElement));
      shown = Math.min(items.length, until);
      more.hidden = shown >= items.length;
      more.textContent = t("show_more", { n: items.length - shown });
    };
    more.addEventListener("click", grow);
    grow();
    return [list, more];
  };

  const quotation = (one) => make("blockquote", {},
    one.place !== "text" && make("span", { className: "place" }, t(`place_${one.place}`)),
    one.before, make("mark", {}, one.wording), one.after,
    one.reason && make("small", {}, t("reason", { text: Reasons.say(one.reason) })));

  /** The sentences a link rests on: the first, the others behind a switch. */
  const evidence = (link) => {
    const [first, ...rest] = Graph.evidence(link);
    if (!first) return [];
    const unseen = (link.occurrences ?? 1) - rest.length - 1;
    return [quotation(first), rest.length > 0 && make("details", {},
      make("summary", {}, t("more_sentences", { n: rest.length + Math.max(0, unseen) })), ...rest.map(quotation),
      unseen > 0 && muted(t("more_sentences", { n: unseen })))];
  };

  const linkFacts = (link) => [
    link.salience !== null && t("salience_of", { n: link.salience.toFixed(2) }),
    link.occurrences > 1 && t("times", { n: link.occurrences }),
    link.position !== null && t("place_of", { position: link.position }),
    link.later && t("later"),
  ].filter(Boolean).join(" · ");

  const linkItem = (node) => (link) => {
    const other = Graph.other(link, node);
    const open = make("button", { type: "button", className: "open-link", "aria-label": `${t("evidence")}: ${Graph.label(other)}`, title: t("evidence") }, "…");
    open.addEventListener("click", () => App.openLink(link));
    return make("li", {}, make("div", { className: "row" }, nodeButton(other),
      other.date && make("time", {}, other.date), make("small", {}, linkFacts(link)), open), ...evidence(link));
  };

  const group = (node, relation, outward, order) => {
    const links = node.links.filter((link) => link.relation === relation
      && (outward ? link.source : link.target) === node && link.source !== link.target).sort(order);
    if (!links.length) return [];
    return [heading(3, `${t(`${outward ? "out" : "in"}_${relation}`)} (${links.length})`), ...growing(links, linkItem(node))];
  };
  const bySalience = (a, b) => (b.salience ?? 0) - (a.salience ?? 0) || a.target.index - b.target.index;
  const bySourceDate = (a, b) => Graph.byDate(a.source, b.source);
  const byPosition = (a, b) => a.position - b.position || a.index - b.index;
  const byRank = (node) => (a, b) => Graph.other(a, node).index - Graph.other(b, node).index;

  /** Bars for the number of posts of each year. */
  const histogram = (posts, className) => {
    const years = posts.map((post) => post.year).filter(Boolean);
    if (!years.length || Graph.firstYear === null) return [];
    const count = Graph.lastYear - Graph.firstYear + 1;
    const counts = Array(count).fill(0);
    for (const year of years) if (year >= Graph.firstYear && year <= Graph.lastYear) counts[year - Graph.firstYear] += 1;
    const most = Math.max(...counts, 1);
    const said = counts.map((n, at) => (n ? `${Graph.firstYear + at}: ${n}` : "")).filter(Boolean).join(", ");
    const picture = svg("svg", { viewBox: `0 0 ${count * 10} 40`, preserveAspectRatio: "none", class: className, role: "img", "aria-label": `${t("by_year")}: ${said}` });
    counts.forEach((n, at) => {
      const bar = svg("rect", { x: at * 10 + 1, y: 40 - (n ? 4 + 36 * n / most : 1), width: 8, height: n ? 4 + 36 * n / most : 1 });
      bar.append(svg("title", {}, `${Graph.firstYear + at}: ${n}`));
      picture.append(bar);
    });
    return [picture, make("div", { className: "axis", "aria-hidden": "true" },
      make("span", {}, String(Graph.firstYear)), make("span", {}, String(Graph.lastYear)))];
  };

  const aroundControls = (node) => {
    const { depth, alone } = State.get();
    const choices = [1, 2, 3].map((n) => {
      const one = make("button", { type: "button", "aria-pressed": String(depth === n), data: { depth: String(n) } }, String(n));
      one.addEventListener("click", () => { State.set({ depth: n, reading: false, path: "" }); Stage.approach(); });
      return one;
    });
    const only = make("input", { type: "checkbox", checked: alone, id: "alone" });
    only.addEventListener("change", () => { State.set({ alone: only.checked }); Stage.approach(); });
    const input = make("input", {
      type: "search", role: "combobox", id: "connect", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "connect-found", "aria-label": t("connect_search"), placeholder: t("connect"),
    });
    const list = make("ul", { role: "listbox", id: "connect-found", className: "found", hidden: true, "aria-label": t("results") });
    Search.combobox(input, list, (goal) => App.connect(node, goal));
    return make("div", { className: "controls" },
      make("div", { role: "group", className: "segments", "aria-label": t("depth") }, make("span", { "aria-hidden": "true" }, t("depth")), ...choices),
      make("label", {}, only, " ", t("alone")),
      make("div", { className: "search" }, input, list),
      node.kind === "concept" && button("read_first", () => App.read(node), { id: "read-first", "aria-pressed": String(State.get().reading) }),
      button("unfocus", () => App.leave(), { id: "unfocus" }));
  };

  const seriesOf = (post) => post.links.filter((link) => link.relation === "part_of" && link.source === post).map((own) => {
    const parts = own.target.links.filter((link) => link.relation === "part_of").sort(byPosition);
    const at = parts.indexOf(own);
    const step = (word, part) => part && make("p", {}, make("span", { className: "muted" }, `${t(word)} `), nodeButton(part.source));
    return make("section", { className: "series", "aria-label": t("kind_series") },
      make("p", {}, nodeButton(own.target), " ", make("small", {}, t("place_of", { position: own.position }))),
      step("previous", parts[at - 1]), step("next", parts[at + 1]));
  });

  const address = (node) => Graph.address(node) && make("p", {},
    make("a", { href: Graph.address(node), rel: "noopener noreferrer", target: "_blank" }, `${t("original")}: ${node.url}`));

  const describePost = (post) => [
    muted(t(`kind_${post.kind}`), post.date, post.author, post.readers && t("readers", { n: post.readers })),
    address(post),
    ...seriesOf(post),
    aroundControls(post),
    ...group(post, "about", true, bySalience),
    ...group(post, "mentions", true, bySalience),
    ...group(post, "cites", true, byRank(post)),
    ...group(post, "cites", false, bySourceDate),
  ];

  const together = (concept) => {
    const counts = new Map();
    for (const { source, relation } of concept.links) {
      if (relation !== "about" && relation !== "mentions") continue;
      for (const link of source.links) {
        if (link.source !== source || link.target === concept || link.target.kind !== "concept" || link.salience === null) continue;
        const known = counts.get(link.target) ?? { n: 0, weight: 0 };
        counts.set(link.target, { n: known.n + 1, weight: known.weight + link.salience });
      }
    }
    const found = [...counts].sort((a, b) => b[1].weight - a[1].weight || a[0].index - b[0].index).slice(0, 15);
    if (!found.length) return [];
    return [heading(3, t("together")), make("ul", { className: "chips" }, ...found.map(([node, { n }]) =>
      make("li", {}, nodeButton(node), " ", make("small", {}, t("together_count", { n })))))];
  };

  const describeConcept = (concept) => {
    const posts = concept.links.filter((link) => link.target === concept && Graph.isPost(link.source)).map((link) => link.source);
    const names = Graph.names(concept).filter((name) => name !== Graph.label(concept));
    const definition = Graph.definition(concept);
    return [
      muted(t("kind_concept"), Graph.field(concept), concept.status === "discovered" && t("discovered")),
      names.length > 0 && make("p", {}, make("span", { className: "muted" }, `${t("names")}: `), [...new Set(names)].join(" · ")),
      definition && make("p", { className: "definition" }, definition),
      ...histogram(posts, "sparkline"),
      aroundControls(concept),
      ...group(concept, "broader", true, byRank(concept)),
      ...group(concept, "broader", false, byRank(concept)),
      ...group(concept, "about", false, bySourceDate),
      ...group(concept, "mentions", false, bySourceDate),
      ...together(concept),
      ...group(concept, "related", true, byRank(concept)),
      ...group(concept, "related", false, byRank(concept)),
    ];
  };

  const describeOther = (node) => [
    muted(t(`kind_${node.kind}`), node.missing && t("missing", { list: node.missing })),
    address(node),
    aroundControls(node),
    ...group(node, "part_of", false, byPosition),
    ...group(node, "cites", false, bySourceDate),
  ];

  const describeNode = (node) => [
    heading(2, Graph.label(node)),
    ...(Graph.isPost(node) ? describePost(node) : node.kind === "concept" ? describeConcept(node) : describeOther(node)),
  ];

  const describeLink = (link) => {
    const quotations = Graph.evidence(link);
    const unseen = (link.occurrences ?? 0) - quotations.length;
    return [
      heading(2, t(`relation_${link.relation}`)),
      make("p", {}, nodeButton(link.source)), make("p", {}, "→ ", nodeButton(link.target)),
      muted(linkFacts(link), link.how && t("how", { text: t(`how_${link.how}`) })),
      heading(3, t("sentences")),
      ...(quotations.length || !Graph.complete() ? quotations.map(quotation) : [muted(t("no_sentence"))]),
      quotations.length > 0 && unseen > 0 && muted(t("more_sentences", { n: unseen })),
      button("unfocus", () => App.leave()),
    ];
  };

  const describePath = (ends, route) => {
    const parts = [heading(2, t("path_heading")), muted(ends.map(Graph.label).join(" — "))];
    if (!route) parts.push(make("p", {}, t("path_none")));
    else {
      parts.push(muted(t("path_steps", { n: route.links.length })), make("ol", { className: "steps" }, ...route.nodes.map((node, at) => {
        const link = route.links[at - 1];
        return make("li", {}, link && make("small", {}, `${link.target === node ? "↓" : "↑"} ${t(`relation_${link.relation}`)}`),
          link && evidence(link)[0], nodeButton(node), node.date && make("time", {}, node.date));
      })));
    }
    parts.push(button("path_close", () => App.leavePath()));
    return parts;
  };

  const describeReading = (concept, { steps }) => [
    heading(2, t("reading_heading", { name: Graph.label(concept) })),
    steps.length ? make("ol", { className: "steps numbered" }, ...steps.map((step) => make("li", {},
      nodeButton(step.post), step.post.date && make("time", {}, step.post.date),
      make("small", {}, t(step.why, step.values)), ...evidence(step.link).slice(0, 1)))) : make("p", {}, t("reading_none")),
    button("path_close", () => App.leavePath()),
  ];

  /** The posts of a year, made when they are first unfolded: there may be thousands. */
  const yearOf = (year, posts, open) => {
    const list = make("ul");
    const fill = () => list.append(...posts.map((post) => make("li", {}, nodeButton(post), post.date && make("time", {}, post.date))));
    const details = make("details", { open }, make("summary", {}, `${year} (${posts.length})`), list);
    if (open) fill();
    else details.addEventListener("toggle", fill, { once: true });
    return details;
  };

  const overview = () => {
    const posts = Graph.nodes.filter((node) => node.kind === "post");
    const counts = Object.fromEntries(["about", "cites", "part_of"].map((relation) => [relation, new Uint32Array(Graph.nodes.length)]));
    for (const { relation, target } of Graph.links) if (relation in counts) counts[relation][target.index] += 1;
    const top = (relation, passes, most) => Graph.nodes.filter((node) => counts[relation][node.index] && passes(node))
      .map((node) => [node, counts[relation][node.index]])
      .sort((a, b) => b[1] - a[1] || a[0].index - b[0].index).slice(0, most);
    const counted = (pairs) => make("ul", { className: "counted" }, ...pairs.map(([node, n]) =>
      make("li", {}, nodeButton(node), make("small", {}, t("posts_count", { n })))));
    const main = top("about", (node) => node.kind === "concept", 12);
    const cited = top("cites", () => true, 8);
    const series = top("part_of", (node) => node.kind === "series", 8);
    const years = new Map();
    for (const post of posts.sort(Graph.byDate)) {
      const year = post.year ?? t("undated");
      if (years.has(year)) years.get(year).push(post);
      else years.set(year, [post]);
    }
    const span = Graph.firstYear === null ? "" : t("span", { first: Graph.firstYear, last: Graph.lastYear });
    return [
      heading(2, t("overview")),
      make("p", {}, t("intro", {
        posts: t("intro_posts", { n: posts.length }), concepts: t("intro_concepts", { n: Graph.kindCounts.get("concept") ?? 0 }),
        links: t("intro_links", { n: Graph.links.length }), span,
      })),
      ...histogram(posts, "sparkline"),
      ...(main.length ? [heading(3, t("top_concepts")), counted(main)] : []),
      ...(cited.length ? [heading(3, t("most_cited")), counted(cited)] : []),
      ...(series.length ? [heading(3, t("series_heading")), counted(series)] : []),
      heading(3, t("all_posts")),
      make("div", { id: "posts" }, ...[...years].map(([year, own]) => yearOf(year, own, posts.length <= 60))),
    ];
  };

  /** Show what the state asks for; `same` if it is what is shown already, seen anew. */
  const fill = (state, same) => {
    const focus = Graph.byId.get(state.focus);
    const link = Selection.findLink(state.link);
    const ends = state.path ? Selection.ends(state.path) : [];
    let parts;
    if (ends.length === 2) parts = describePath(ends, Paths.shortest(...ends, Selection.passing(state).links));
    else if (link) parts = describeLink(link);
    else if (focus && state.reading) parts = describeReading(focus, Paths.reading(focus));
    else if (focus) parts = describeNode(focus);
    else parts = overview();
    if ((ends.length === 2 || link || focus) && !Graph.complete()) {
      const word = document.readyState === "loading" ? "rest_loading" : "rest_missing";
      parts.splice(1, 0, make("p", { id: "incomplete", className: "muted" }, t(word)));
    }
    const held = document.activeElement?.closest("#detail, #crumbs") ? document.activeElement : null;
    const place = held && (held.id ? `#${held.id}` : held.dataset.depth ? `[data-depth="${held.dataset.depth}"]` : null);
    $("detail").replaceChildren(...parts.filter(Boolean));
    if (held && !same) attend();
    else if (place) $("detail").querySelector(place)?.focus();
  };

  /** Take the keyboard and the screen reader to what is shown: what led there may be gone. */
  const attend = () => {
    const title = $("detail").querySelector("h2");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  };

  const render = (state, before) => {
    const subject = ["focus", "link", "path", "reading"];
    const watched = [...subject, "depth", "alone", "lang", ...(state.path ? State.FILTERS : [])];
    if (before && !State.differ(state, before, watched)) return;
    const same = before && !State.differ(state, before, subject);
    fill(state, same);
    if (before && !same) $("panel").scrollTop = 0;
  };

  const start = () => {
    document.addEventListener("DOMContentLoaded", () => { if ($("incomplete")) fill(State.get(), true); });
    document.addEventListener("click", (event) => {
      const one = event.target.closest?.("button.node");
      if (one) App.focus(Graph.byId.get(one.dataset.id));
    });
  };

  return { start, render, attend, nodeButton, histogram };
})();

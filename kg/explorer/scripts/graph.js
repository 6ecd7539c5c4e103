"use strict";
// What the page knows: nodes, links, and how they hang together.
const Graph = (() => {
  const read = (id) => JSON.parse($(id).textContent);
  const data = read("data");
  const KINDS = ["post", "unlisted_post", "concept", "series", "paper", "book", "film", "web_page", "work"];
  const RELATIONS = ["about", "mentions", "cites", "part_of", "broader", "related"];
  const PLACES = ["title", "text", "reference"];

  const nodes = data.details.map((detail, index) => {
    const { x, y, size, shape } = data.network.nodes[index];
    const kind = KINDS.includes(detail.kind) ? detail.kind : "work";
    const year = detail.date ? Number(detail.date.slice(0, 4)) : null;
    return { ...detail, kind, index, x, y, size, shape, year, links: [] };
  });
  const column = data.links;
  const links = data.network.edges.map((edge, index) => ({
    index,
    source: nodes[edge.from],
    target: nodes[edge.to],
    relation: column.relation[index],
    strength: column.strength[index],
    salience: column.salience[index],
    occurrences: column.occurrences[index],
    position: column.position[index],
    how: column.how[index],
    later: column.to_later[index] === true,
  }));
  for (const link of links) {
    link.source.links.push(link);
    if (link.target !== link.source) link.target.links.push(link);
  }

  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ranked = [...nodes].sort((a, b) => b.importance - a.importance || a.index - b.index);
  ranked.forEach((node, rank) => { node.rank = rank; });
  const byStrength = [...links].sort((a, b) => b.strength - a.strength || a.index - b.index);
  const years = nodes.filter((node) => node.kind === "post" && node.year).map((node) => node.year);

  const isPost = (node) => node.kind === "post" || node.kind === "unlisted_post";
  const other = (link, node) => (link.source === node ? link.target : link.source);
  const label = (node) => (Words.language === "en" && node.label_en) || node.label;
  const field = (node) => (Words.language === "en" && node.field_en) || node.field;

  /** Compare names without regard to letter case, width, spaces and punctuation. */
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, "") || text.trim();
  const names = (node) => [node.label, node.label_en, ...(node.alt_labels ?? "").split(" | ")].filter(Boolean);

  let quoted;
  /** The sentences of a link: text before the wording, the wording, text after it. */
  const evidence = (link) => (quoted ??= read("evidence")).links[link.index].map(([sentence, start, end, place, reason]) => {
    const text = quoted.sentences[sentence];
    return {
      before: text.slice(0, start), wording: text.slice(start, end), after: text.slice(end),
      place: PLACES[place], reason,
    };
  });

  /** Order by date, the undated last. */
  const byDate = (a, b) => (a.date ?? "9999").localeCompare(b.date ?? "9999") || a.index - b.index;

  const count = (list, name) => {
    const counts = new Map();
    for (const one of list) counts.set(one[name], (counts.get(one[name]) ?? 0) + 1);
    return counts;
  };
  const kindCounts = count(nodes, "kind");
  const relationCounts = count(links, "relation");

  return {
    KINDS: KINDS.filter((kind) => kindCounts.has(kind)),
    RELATIONS: RELATIONS.filter((relation) => relationCounts.has(relation)),
    kindCounts, relationCounts, nodes, links, byId, ranked, byStrength, network: data.network, base: data.base,
    leftOut: data.left_out,
    firstYear: years.length ? Math.min(...years) : null,
    lastYear: years.length ? Math.max(...years) : null,
    fields: [...new Map(nodes.filter((node) => node.kind === "concept" && node.field)
      .map((node) => [node.field, node])).values()],
    isPost, other, label, field, fold, names, evidence, byDate,
    address: (node) => (/^https?:\/\//i.test(node.url ?? "") ? node.url : null),
  };
})();

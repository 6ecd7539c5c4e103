"use strict";
// What the page knows: nodes, links, and how they hang together.
const Graph = (() => {
  const read = (id) => JSON.parse($(id).textContent);
  const data = read("first");
  const KINDS = ["post", "unlisted_post", "concept", "series", "paper", "book", "film", "web_page", "work"];
  const RELATIONS = ["about", "mentions", "cites", "part_of", "broader", "related"];
  const PLACES = ["title", "text", "reference"];

  /** What stands in the rows of a column, which is a list, or the different values and the number of each. */
  const reader = (column) => {
    if (!column) return () => null;
    if (Array.isArray(column)) return (index) => column[index];
    const { of, at } = column;
    return at ? (index) => of[at[index]] : () => of[0];
  };
  const readers = (columns) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, reader(column)]));
  /** All that a row says. */
  const row = (columns, index) => {
    const found = {};
    for (const name in columns) {
      const value = columns[name](index);
      if (value !== null) found[name] = value;
    }
    return found;
  };

  // The most important nodes come first, and the strongest links. There are many of both: what few ask
  // for is left in the columns.
  const pictured = readers(data.nodes.columns);
  const drawn = readers(data.edges.columns);
  const detail = readers(data.details.columns);
  const told = readers(data.links);
  const details = ["id", "importance", "label", "label_en", "alt_labels", "hidden_labels", "status", "field", "field_en", "author", "date", "url", "readers", "missing"];
  class Node {
    constructor(index) {
      const kind = detail.kind(index);
      this.index = index;
      this.kind = KINDS.includes(kind) ? kind : "work";
      this.shape = pictured.shape(index);
      this.size = pictured.size(index);
      this.x = pictured.x(index);
      this.y = pictured.y(index);
    }
    get year() { return this.date ? Number(this.date.slice(0, 4)) : null; }
    get links() { return linksOf(this); }
  }
  for (const name of details) {
    const said = reader(data.details.columns[name]);
    Object.defineProperty(Node.prototype, name, { get() { return said(this.index); } });
  }
  class Link {
    constructor(index) {
      this.index = index;
      this.source = nodes[drawn.from(index)];
      this.target = nodes[drawn.to(index)];
      this.relation = told.relation(index);
      this.strength = told.strength(index);
    }
    get salience() { return told.salience(this.index); }
    get occurrences() { return told.occurrences(this.index); }
    get position() { return told.position(this.index); }
    get how() { return told.how(this.index); }
    get later() { return told.to_later(this.index) === true; }
  }
  const nodes = Array.from({ length: data.nodes.length }, (_, index) => new Node(index));
  const links = Array.from({ length: data.edges.length }, (_, index) => new Link(index));

  let linked = null;
  /** The links of a node; of all nodes they are gathered when they are first asked for. */
  const linksOf = (node) => {
    if (!linked) {
      linked = nodes.map(() => []);
      for (const link of links) {
        linked[link.source.index].push(link);
        if (link.target !== link.source) linked[link.target.index].push(link);
      }
    }
    return linked[node.index];
  };

  let ids = null;
  const byId = {
    get: (id) => {
      if (!id) return undefined;
      ids ??= new Map(nodes.map((node) => [node.id, node]));
      return ids.get(id);
    },
  };

  const network = {
    options: data.options,
    node: (index) => row(pictured, index),
    edge: (index) => row(drawn, index),
    directed: (index) => drawn.arrows?.(index) === "to",
  };
  const years = nodes.filter((node) => node.kind === "post" && node.year).map((node) => node.year);

  const isPost = (node) => node.kind === "post" || node.kind === "unlisted_post";
  const other = (link, node) => (link.source === node ? link.target : link.source);
  const label = (node) => (Words.language === "en" && node.label_en) || node.label;
  const field = (node) => (Words.language === "en" && node.field_en) || node.field;

  /** Compare names without regard to letter case, width, spaces and punctuation. */
  const fold = (text) => {
    // What Unicode says of these is known beforehand, which is faster for the many.
    const plain = /^[\x20-\x7e\u4e00-\u9fff]*$/.test(text);
    const folded = plain ? text.toLowerCase().replace(/[\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]+/g, "")
      : text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, "");
    return folded || text.trim();
  };
  const names = (node) => [node.label, node.label_en, ...(node.alt_labels ?? "").split(" | ")].filter(Boolean);
  /** What else a node is found by, but not shown to be called. */
  const hidden = (node) => (node.hidden_labels ?? "").split(" | ").filter(Boolean);

  let rest = null;
  /** Whether what is only read is here, sentences and definitions: it is the last of the page, and whole
   *  once something comes after it. */
  const complete = () => {
    if (rest === null && $("rest")?.nextElementSibling) rest = read("rest");
    return rest !== null;
  };
  let place = null;
  /** The sentences of a link: text before the wording, the wording, text after it. What the links of a
   *  node rest on stands together, in their order. */
  const evidence = (link) => {
    if (!complete()) return [];
    if (!place) {
      const count = nodes.map(() => 0);
      place = links.map(({ source }) => count[source.index]++);
    }
    const [sentences, quotations] = rest.quotations[link.source.index];
    return quotations[place[link.index]].map(([number, start, end, where, reason]) => {
      const text = sentences[number];
      return {
        before: text.slice(0, start), wording: text.slice(start, end), after: text.slice(end),
        place: PLACES[where], reason,
      };
    });
  };
  const definition = (node) => {
    const say = (name) => reader(rest[name])(node.index);
    return complete() && ((Words.language === "en" && say("definition_en")) || say("definition"));
  };

  /** Order by date, the undated last. */
  const byDate = (a, b) => {
    const [first, second] = [a.date ?? "9999", b.date ?? "9999"];
    return first < second ? -1 : first > second ? 1 : a.index - b.index;
  };

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
    kindCounts, relationCounts, nodes, links, byId, network, base: data.base,
    leftOut: data.left_out,
    firstYear: years.length ? Math.min(...years) : null,
    lastYear: years.length ? Math.max(...years) : null,
    fields: [...new Map(nodes.filter((node) => node.kind === "concept" && node.field)
      .map((node) => [node.field, node])).values()],
    isPost, other, label, field, fold, names, hidden, complete, evidence, definition, byDate,
    address: (node) => (/^https?:\/\//i.test(node.url ?? "") ? node.url : null),
  };
})();

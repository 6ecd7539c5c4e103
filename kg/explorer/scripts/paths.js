"use strict";
// The shortest connection between two nodes, and in which order to read about a concept.
const Paths = (() => {
  const BEGIN_WITH = 6;
  const AT_MOST = 14;

  /** The path with fewest links, of these the one with the strongest, by Dijkstra; null if none. */
  const shortest = (start, goal, links) => {
    const cost = new Map([[start, 0]]);
    const via = new Map();
    const done = new Set();
    const queue = [[], []];  // nodes by the number of links to them
    queue[0].push(start);
    for (let hops = 0; queue[hops]?.length; hops += 1) {
      queue[hops + 1] = [];
      for (const node of queue[hops].sort((a, b) => cost.get(a) - cost.get(b) || a.index - b.index)) {
        done.add(node);
        for (const link of node.links) {
          if (!links.has(link)) continue;
          const next = Graph.other(link, node);
          const weakness = cost.get(node) + 1 / (1 + link.strength);
          if (done.has(next) || (cost.has(next) && via.get(next)?.hops <= hops)) continue;
          if (cost.has(next) && cost.get(next) <= weakness) continue;
          if (!cost.has(next)) queue[hops + 1].push(next);
          cost.set(next, weakness);
          via.set(next, { link, from: node, hops: hops + 1 });
        }
      }
      if (done.has(goal)) break;
    }
    if (!cost.has(goal)) return null;
    const nodes = [goal];
    const steps = [];
    while (nodes[0] !== start) {
      const { link, from } = via.get(nodes[0]);
      steps.unshift(link);
      nodes.unshift(from);
    }
    return { nodes, links: steps };
  };

  const earlier = Graph.byDate;

  /** The posts that a post builds on: what it cites, and the parts of its series before it. */
  const foundations = (post) => {
    const found = [];
    for (const link of post.links) {
      if (link.relation === "cites" && link.source === post && Graph.isPost(link.target)) {
        found.push({ post: link.target, link, why: "because_cited" });
      } else if (link.relation === "part_of") {
        for (const part of link.target.links) {
          if (part.relation === "part_of" && part.position < link.position) {
            found.push({ post: part.source, link: part, why: "because_series" });
          }
        }
      }
    }
    return found;
  };

  /** What to read first about a concept: the posts most about it and what these build on, where
   *  that concerns the concept too or is an earlier part of the series; earlier ones first. */
  const reading = (concept) => {
    const own = concept.links
      .filter((link) => link.target === concept && Graph.isPost(link.source) && link.salience !== null)
      .sort((a, b) => b.salience - a.salience || earlier(a.source, b.source));
    const linkOf = new Map(own.map((link) => [link.source, link]));
    const about = own.filter((link) => link.relation === "about");
    const chosen = new Map();
    for (const link of (about.length ? about : own).slice(0, BEGIN_WITH)) {
      chosen.set(link.source, { post: link.source, link, why: `because_${link.relation}`, values: { n: link.salience.toFixed(2) } });
    }
    for (const post of [...chosen.keys()]) {
      for (const { post: base, link, why } of foundations(post)) {
        const concerns = why === "because_series" || linkOf.has(base);
        if (chosen.size >= AT_MOST || chosen.has(base) || !concerns) continue;
        chosen.set(base, { post: base, link, why, values: { title: Graph.label(post) } });
      }
    }
    // What a post builds on comes before it; among the rest, the earlier.
    const order = [];
    const visit = (post, trail) => {
      if (order.includes(post) || trail.includes(post)) return;
      const bases = foundations(post).map((one) => one.post).filter((base) => chosen.has(base));
      for (const base of bases.sort(earlier)) visit(base, [...trail, post]);
      order.push(post);
    };
    for (const post of [...chosen.keys()].sort(earlier)) visit(post, []);
    const steps = order.map((post) => chosen.get(post));
    const links = new Set(steps.map((step) => step.link));
    for (const post of order) {
      for (const link of post.links) if (chosen.has(link.source) && chosen.has(link.target)) links.add(link);
      if (linkOf.has(post)) links.add(linkOf.get(post));
    }
    return { nodes: [concept, ...order], links: [...links], steps };
  };

  return { shortest, reading };
})();

"use strict";
// State in; out comes what passes the filters, what is drawn of it and what stands out.
const Selection = (() => {
  const AT_ONCE = Number(document.body.dataset.drawnAtOnce);
  const FIRST = 1500;
  const LINKS_FOR_EACH = 2;  // above AT_ONCE, where all links would be a tangle
  const NEIGHBOURS = 400;
  const NEAR = 6;  // pixels from a node or a link that still hit it

  const linkKey = (link) => `${link.source.id} ${link.relation} ${link.target.id}`;
  const findLink = (key) => {
    const [source, relation, target] = key.split(" ");
    return Graph.byId.get(source)?.links.find((link) => link.relation === relation && link.target.id === target);
  };
  const ends = (path) => path.split(" ").map((id) => Graph.byId.get(id)).filter(Boolean);

  let cached = { key: null };
  /** The nodes and links that pass the filters, as sets. */
  const passing = (state) => {
    const { nodes: hiddenKinds, links: hiddenRelations, from, to, field, salience, listed, status } = state;
    const key = JSON.stringify(State.FILTERS.map((name) => state[name]));
    if (cached.key === key) return cached;
    if (!State.filtered(state)) {
      cached = { key, nodes: new Set(Graph.nodes), links: new Set(Graph.links) };
      return cached;
    }
    const ownPass = (node) => {
      if (Graph.isPost(node)) {
        if (from !== null && !(node.year >= from)) return false;
        if (to !== null && !(node.year && node.year <= to)) return false;
        if (listed === "yes" && node.kind !== "post") return false;
        if (listed === "no" && node.kind === "post") return false;
      } else if (node.kind === "concept") {
        if (field && node.field !== field) return false;
        if (status && node.status !== status) return false;
      }
      return true;
    };
    let kept = new Set(Graph.nodes.filter(ownPass));
    const linkPasses = (link) => !hiddenRelations.includes(link.relation)
      && (link.salience === null || link.salience >= salience)
      && kept.has(link.source) && kept.has(link.target);
    let links = Graph.links.filter(linkPasses);
    if (field || status) {  // of the posts, those that have such a concept
      const linked = new Set(links.filter((link) => link.target.kind === "concept").map((link) => link.source));
      kept = new Set([...kept].filter((node) => !Graph.isPost(node) || linked.has(node)));
      links = links.filter(linkPasses);
    }
    if (from !== null || to !== null || salience > 0 || listed || field || status || hiddenRelations.length) {
      // What only hidden links hold goes too: a concept needs a post if it ever had one.
      const held = new Set();
      for (const link of links) {
        held.add(link.source);
        if (Graph.isPost(link.source) || !link.target.links.some((one) => Graph.isPost(one.source))) held.add(link.target);
      }
      const needsHold = (node) => node.kind === "concept" && node.links.some((one) => Graph.isPost(one.source));
      const heldByPost = new Set(links.filter((link) => Graph.isPost(link.source)).map((link) => link.target));
      kept = new Set([...kept].filter((node) => Graph.isPost(node) || !node.links.length
        || (needsHold(node) ? heldByPost.has(node) : held.has(node))));
      links = links.filter(linkPasses);
    }
    if (hiddenKinds.length) {
      kept = new Set([...kept].filter((node) => !hiddenKinds.includes(node.kind)));
      links = links.filter(linkPasses);
    }
    cached = { key, nodes: kept, links: new Set(links) };
    return cached;
  };

  /** Distances in links from a node, nearest and strongest first, up to `depth`. */
  const around = (start, depth, links) => {
    const distance = new Map([[start, 0]]);
    let edge = [start];
    for (let step = 1; step <= depth; step += 1) {
      const reached = [];
      for (const node of edge) {
        const own = node.links.filter((link) => links.has(link)).sort((a, b) => b.strength - a.strength);
        for (const link of own) {
          const next = Graph.other(link, node);
          if (distance.has(next)) continue;
          distance.set(next, step);
          reached.push(next);
        }
      }
      edge = reached;
    }
    return distance;
  };

  /** The node that a place in page units nearly hits, if any: small ones are hard to hit exactly. */
  const nodeAt = (nodes, x, y, scale) => {
    let best = null;
    let least = NEAR / scale;
    for (const node of nodes) {
      const far = Math.hypot(x - node.x, y - node.y) - node.size;
      if (far < least) { least = far; best = node; }
    }
    return best;
  };

  /** What to draw: nodes, links, those that stand out (null if none does), and what is left out. */
  const scene = (state, everything) => {
    const pass = passing(state);
    const focus = Graph.byId.get(state.focus);
    const link = findLink(state.link);
    let route = null;
    if (state.path) {
      const [a, b] = ends(state.path);
      route = a && b ? Paths.shortest(a, b, pass.links) : null;
    } else if (state.reading && focus) route = Paths.reading(focus);
    const distance = focus ? around(focus, state.depth, pass.links) : null;

    let bright = null;
    let brightLinks = null;
    if (route) {
      bright = new Set(route.nodes);
      brightLinks = new Set(route.links);
    } else if (link) {
      bright = new Set([link.source, link.target]);
      brightLinks = new Set([link]);
    } else if (distance) {
      bright = new Set(distance.keys());
      brightLinks = new Set(state.depth === 1
        ? focus.links.filter((one) => pass.links.has(one))
        : [...pass.links].filter((one) => bright.has(one.source) && bright.has(one.target)));
    }

    const wanted = bright ? [...bright].slice(0, NEIGHBOURS) : [];
    let nodes;
    if (state.alone && bright) nodes = new Set(everything ? bright : wanted);
    else if (everything || pass.nodes.size <= AT_ONCE) nodes = new Set([...pass.nodes, ...wanted]);
    else {
      nodes = new Set(wanted);
      let room = FIRST;
      for (const node of Graph.nodes) {
        if (!pass.nodes.has(node)) continue;
        if (room-- <= 0) break;
        nodes.add(node);
      }
    }
    const shown = (one) => nodes.has(one.source) && nodes.has(one.target);
    let links = Graph.links.filter((one) => pass.links.has(one) && shown(one));
    const all = links.length;
    if (!everything && pass.nodes.size > AT_ONCE) links = links.slice(0, LINKS_FOR_EACH * FIRST);
    if (brightLinks) links = [...new Set([...links, ...[...brightLinks].filter(shown)])];
    return {
      nodes, links, bright, brightLinks, route, focus, link,
      passing: pass.nodes.size, allLinks: all, passingLinks: pass.links.size,
    };
  };

  /** The rows of the list: what passes, or what is near the focus, nearest first. */
  const listed = (state) => {
    const pass = passing(state);
    const focus = Graph.byId.get(state.focus);
    if (!focus) return { nodes: Graph.nodes.filter((node) => pass.nodes.has(node)), focus: null };
    return { nodes: [...around(focus, state.depth, pass.links).keys()], focus };
  };

  return { AT_ONCE, NEAR, nodeAt, linkKey, findLink, ends, passing, scene, listed };
})();

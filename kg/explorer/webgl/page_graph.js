// The page's nodes and links as sigma.js reads a graph. It asks for little of what graphology's graphs
// can do; to copy many links into one of those would take longer than to draw them.
export class PageGraph {
  constructor(nodes, links) {
    this.all = { nodes, links };
    this.keys = { nodes: [...nodes.keys()], links: [...links.keys()] };
    this.multi = true;
  }

  get order() {
    return this.all.nodes.length;
  }

  nodes() {
    return this.keys.nodes;
  }

  edges() {
    return this.keys.links;
  }

  forEachNode(visit) {
    for (const key of this.keys.nodes) visit(key, this.getNodeAttributes(key));
  }

  forEachEdge(visit) {
    for (const key of this.keys.links) visit(key);
  }

  getNodeAttributes(key) {
    const { x, y } = this.all.nodes[key];
    return { x, y: -y };
  }

  getEdgeAttributes() {
    return null;
  }

  extremities(key) {
    const { source, target } = this.all.links[key];
    return [source.index, target.index];
  }

  // What follows is never called: the page's graph stays as it is, and sigma.js looks only whether
  // a graph has these.
  on() {}

  removeListener() {}

  addUndirectedEdgeWithKey() {}

  dropNode() {}
}

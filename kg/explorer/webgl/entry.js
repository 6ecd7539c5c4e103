// What the page's script webgl_view.js uses, under the one name WebGL.
export { PageGraph } from "./page_graph.js";
export { Renderer, available } from "./renderer.js";
export { ShapeProgram } from "./shapes.js";

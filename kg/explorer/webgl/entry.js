// What the page's script webgl_view.js uses, under the one name WebGL.
export { MultiDirectedGraph } from "graphology";
export { Renderer, available } from "./renderer.js";
export { ShapeProgram } from "./shapes.js";

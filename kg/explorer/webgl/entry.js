// What the page's script webgl_view.js uses, under the one name WebGL.
export { MultiDirectedGraph } from "graphology";
export { Renderer } from "./renderer.js";
export { ShapeProgram } from "./shapes.js";

// What the page's script webgl_view.js uses, under the one name WebGL.
export { MultiDirectedGraph } from "graphology";
export { default as Sigma } from "sigma";
export { ShapeProgram } from "./shapes.js";

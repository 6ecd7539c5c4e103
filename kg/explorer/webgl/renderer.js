// sigma.js without its picking, which draws all nodes a second time, in colours that say which they are,
// and reads the pixel under the mouse back at each of its movements, which waits until all is drawn.
// The page looks up itself which node is where. Without its layer for nodes under the mouse, for which
// it would need one context of WebGL more. And without the picture that it draws when it is made,
// before it can be told where to look.
import Sigma from "sigma";

let tried;
/** Whether the browser has WebGL. A context takes long to make: the one that shows it is used. */
export const available = () => {
  tried ??= document.createElement("canvas").getContext("webgl2", { preserveDrawingBuffer: false, antialias: false }) ?? false;
  return Boolean(tried);
};

export class Renderer extends Sigma {
  createWebGLContext(id, options) {
    if (id !== "hoverNodes") return super.createWebGLContext(id, { ...options, picking: false });
    this.elements[id] = this.elements.nodes;
    this.webGLContexts[id] = this.webGLContexts.nodes;
    return this.webGLContexts[id];
  }

  createLayer(id, tag, options) {
    const layer = super.createLayer(id, tag, options);
    if (id !== "edges" || !available()) return layer;
    const { canvas } = tried;
    canvas.className = layer.className;
    canvas.style.position = layer.style.position;
    layer.replaceWith(canvas);
    this.elements[id] = canvas;
    return canvas;
  }

  renderHighlightedNodes() {}

  getNodeAtPosition() {
    return null;
  }

  render() {
    if (this.begun) return super.render();
    this.begun = true;
    this.process();
    this.needToProcess = false;
    return this;
  }
}

// sigma.js without its picking, which draws all nodes a second time, in colours that say which they are,
// and reads the pixel under the mouse back at each of its movements, which waits until all is drawn.
// The page looks up itself which node is where. And without the picture that it draws when it is made,
// before it can be told where to look.
import Sigma from "sigma";

export class Renderer extends Sigma {
  createWebGLContext(id, options) {
    return super.createWebGLContext(id, { ...options, picking: false });
  }

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

// Nodes for sigma.js in the shapes of the page: each is one point, cut to shape by its fragments.
import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const SHAPES = { dot: 0, diamond: 1, square: 2, star: 3 };

const VERTEX = `
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec4 a_color;
attribute vec4 a_id;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
varying vec4 v_color;
varying float v_shape;

void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
  gl_PointSize = max(2.0, a_size / u_sizeRatio) * u_pixelRatio * 2.0;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

// The reach is 1 on the outline of a shape, less within.
const FRAGMENT = `
precision mediump float;
varying vec4 v_color;
varying float v_shape;

float reach(vec2 p) {
  if (v_shape < 0.5) return length(p);
  if (v_shape < 1.5) return abs(p.x) + abs(p.y);
  if (v_shape < 2.5) return max(abs(p.x), abs(p.y));
  float turn = atan(p.x, -p.y) / 6.2831853 * 5.0;
  float along = abs(fract(turn + 0.5) - 0.5) * 2.0;
  return length(p) / mix(1.0, 0.45, along);
}

void main() {
  if (reach(gl_PointCoord * 2.0 - 1.0) > 1.0) discard;
  gl_FragColor = v_color;
}`;

export class ShapeProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: WebGLRenderingContext.POINTS,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_pixelRatio"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: WebGLRenderingContext.FLOAT },
        { name: "a_size", size: 1, type: WebGLRenderingContext.FLOAT },
        { name: "a_shape", size: 1, type: WebGLRenderingContext.FLOAT },
        { name: "a_color", size: 4, type: WebGLRenderingContext.UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: WebGLRenderingContext.UNSIGNED_BYTE, normalized: true },
      ],
    };
  }

  processVisibleItem(id, start, node) {
    this.array.set([node.x, node.y, node.size, SHAPES[node.shape] ?? 0, floatColor(node.color), id], start);
  }

  setUniforms({ matrix, sizeRatio, pixelRatio }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, pixelRatio);
  }
}

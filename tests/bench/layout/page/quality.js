// How good an orthogonal drawing is: the same counter for all.

/** Length of all edges, crossings as drawn (lines that edges of one net share count once), and the shape. */
export function quality({ things, edges }, { boxes, routes, nets = {} }) {
  const [upright, level] = [[], []];
  let length = 0;
  for (const { id } of edges) {
    const net = nets[id] ?? id;
    const points = routes[id] ?? [];
    for (let i = 1; i < points.length; i++) {
      const [[ax, ay], [bx, by]] = [points[i - 1], points[i]];
      length += Math.abs(ax - bx) + Math.abs(ay - by);
      const part = { net, left: Math.min(ax, bx), right: Math.max(ax, bx), top: Math.min(ay, by), bottom: Math.max(ay, by) };
      (ax === bx ? upright : level).push(part);
    }
  }
  const crossings = new Set();
  for (const v of upright) {
    for (const h of level) {
      const cross = v.net !== h.net && h.left < v.left && v.left < h.right && v.top < h.top && h.top < v.bottom;
      if (cross) crossings.add(`${v.net} ${h.net} ${v.left} ${h.top}`);
    }
  }
  const all = things.map(({ id }) => boxes[id]);
  const across = Math.max(...all.map((it) => it.x + it.w)) - Math.min(...all.map((it) => it.x));
  const down = Math.max(...all.map((it) => it.y + it.h)) - Math.min(...all.map((it) => it.y));
  return { length, crossings: crossings.size, aspect: across / down };
}

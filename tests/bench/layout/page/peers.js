// The network in the languages of graphviz and ELK, and their answers back.

export function toDot({ things, edges }) {
  const lines = [];
  const write = (parent) => {
    for (const thing of things.filter((it) => it.parent === parent)) {
      if (thing.isGroup) {
        lines.push(`subgraph "cluster_${thing.id}" { label="${thing.id}";`);
        write(thing.id);
        lines.push("}");
      } else lines.push(`"${thing.id}" [width=${thing.w / 72},height=${thing.h / 72}];`);
    }
  };
  write("");
  for (const edge of edges) lines.push(`"${edge.from}" -> "${edge.to}" [id="${edge.id}"];`);
  const settings = 'rankdir=LR; splines=spline; nodesep=0.28; ranksep=0.55; node [shape=box,fixedsize=true,label=""];';
  return `digraph G { ${settings}\n${lines.join("\n")}\n}`;
}

export function fromDot(text) {
  const answer = JSON.parse(text);
  const boxes = {}, routes = {};
  const numbers = (list) => list.split(",").map(Number);
  const height = numbers(answer.bb)[3];
  for (const it of answer.objects) {
    if (it.name.startsWith("cluster_")) {
      const [left, low, right, high] = numbers(it.bb);
      boxes[it.name.slice(8)] = { x: left, y: height - high, w: right - left, h: high - low };
    } else {
      const [[x, y], w, h] = [numbers(it.pos), it.width * 72, it.height * 72];
      boxes[it.name] = { x: x - w / 2, y: height - y - h / 2, w, h };
    }
  }
  for (const edge of answer.edges) {
    const points = edge.pos.split(" ").filter((it) => !/^[es],/.test(it));
    routes[edge.id] = points.map((it) => numbers(it)).map(([x, y]) => [x, height - y]);
  }
  return { boxes, routes };
}

const LAYERED = {
  "elk.algorithm": "layered", "elk.direction": "RIGHT", "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.spacing.nodeNode": "20", "elk.layered.spacing.nodeNodeBetweenLayers": "40", "elk.edgeRouting": "ORTHOGONAL",
  "elk.json.edgeCoords": "ROOT", "elk.json.shapeCoords": "ROOT",
};
const GROUP = { "elk.padding": "[top=24,left=12,bottom=12,right=12]" };

export function toElk({ things, edges }) {
  const root = { id: " root", layoutOptions: LAYERED, children: [], edges: [] };
  const made = new Map([["", root]]);
  for (const { id, isGroup, w, h } of things) {
    made.set(id, isGroup ? { id, children: [], layoutOptions: GROUP } : { id, width: w, height: h });
  }
  for (const { id, parent } of things) made.get(parent).children.push(made.get(id));
  root.edges = edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] }));
  return root;
}

export function fromElk(answer) {
  const boxes = {}, routes = {};
  const walk = (group) => {
    for (const it of group.children ?? []) {
      boxes[it.id] = { x: it.x, y: it.y, w: it.width, h: it.height };
      walk(it);
    }
    for (const { id, sections } of group.edges ?? []) {
      const [way] = sections ?? [];
      if (way) routes[id] = [way.startPoint, ...(way.bendPoints ?? []), way.endPoint].map(({ x, y }) => [x, y]);
    }
  };
  walk(answer);
  return { boxes, routes };
}

// Lays the same networks out by Bayplan, graphviz and ELK, in turns, in one page.

import init, { positions } from "./layout.js";
import { fromDot, fromElk, toDot, toElk } from "./peers.js";
import { quality } from "./quality.js";

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const WARM_MS = 400;

let ready;
const prepared = () => (ready ??= (async () => {
  await init({ module_or_path: "layout.wasm" });
  await import("./elk.js");
  const elk = new globalThis.ELK();
  await elk.layout({ id: "root", children: [{ id: "a", width: 9, height: 9 }] });
  const { Graphviz } = await import("./graphviz.js");
  return { graphviz: await Graphviz.load(), elk };
})());

/** A file of a network: its scene, as bytes, or its names. */
async function fileOf(size, seed, kind) {
  const answer = await fetch(`${size}-${seed}.${kind}`);
  if (!answer.ok) throw new Error(`there is no network of ${size} things with seed ${seed}`);
  return answer;
}
const sceneOf = async (size, seed) => new Uint8Array(await (await fileOf(size, seed, "scene")).arrayBuffer());

/** Boxes by id and routes by id, out of the numbers of the module. */
function read(numbers, graph) {
  const boxes = {}, routes = {}, nets = {};
  let at = 2;
  for (const { id } of graph.things) {
    boxes[id] = { x: numbers[at], y: numbers[at + 1], w: numbers[at + 2], h: numbers[at + 3] };
    at += 4;
  }
  for (const { id } of graph.edges) {
    const [net, n] = [numbers[at], numbers[at + 1]];
    at += 2;
    nets[id] = net;
    routes[id] = Array.from({ length: n }, (_, k) => [numbers[at + 2 * k], numbers[at + 2 * k + 1]]);
    at += 2 * n;
  }
  return { boxes, routes, nets };
}

/** The network for those who cannot read scenes, with the sizes that Bayplan gives its nodes. */
async function graphOf(size, seed, bytes) {
  const graph = { things: [], edges: [] };
  const names = await (await fileOf(size, seed, "names")).text();
  for (const line of names.trimEnd().split("\n")) {
    const [what, id, a, b] = line.split(" ");
    if (what === "edge") graph.edges.push({ id, from: a, to: b });
    else graph.things.push({ id, parent: a, isGroup: what === "group" });
  }
  const { boxes } = read(positions(bytes), graph);
  for (const thing of graph.things) [thing.w, thing.h] = [boxes[thing.id].w, boxes[thing.id].h];
  return graph;
}

/** Milliseconds of the very first layout of a page that has the module. */
globalThis.first = async (size, seed) => {
  await init({ module_or_path: "layout.wasm" });
  const bytes = await sceneOf(size, seed);
  const start = performance.now();
  positions(bytes);
  return performance.now() - start;
};

/**
 * The median milliseconds of each over rounds that take turns, and how good each drawing is. A round repeats a short
 * layout, because the page's clock may tick only ten times a millisecond.
 */
globalThis.compare = async (size, seed, rounds, withElk) => {
  const { graphviz, elk } = await prepared();
  const bytes = await sceneOf(size, seed);
  const graph = await graphOf(size, seed, bytes);
  const forms = {
    bayplan: () => read(positions(bytes), graph),
    graphviz: () => fromDot(graphviz.layout(toDot(graph), "json", "dot")),
  };
  // Browsers compile what is called often once more: both are warm before a time counts.
  for (const layout of Object.values(forms)) {
    for (const start = performance.now(); performance.now() - start < WARM_MS;) layout();
  }
  const times = { bayplan: [], graphviz: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, layout] of Object.entries(forms)) {
      await new Promise((done) => setTimeout(done));
      const repeats = name === "bayplan" ? Math.max(1, Math.round(600 / size)) : 1;
      const start = performance.now();
      for (let i = 0; i < repeats; i++) layout();
      times[name].push((performance.now() - start) / repeats);
    }
  }
  const drawn = { bayplan: quality(graph, forms.bayplan()) };
  if (withElk) drawn.elk = quality(graph, fromElk(await elk.layout(toElk(graph))));
  return { milliseconds: { bayplan: median(times.bayplan), graphviz: median(times.graphviz) }, drawn };
};
document.documentElement.dataset.ready = "";

// A living picture, and the same elements changed and moved by plain script.

import init, { Living } from "./render.js";

await init({ module_or_path: fetch("render.wasm") });

const place = document.getElementById("place");
/** What is done in a frame, by the milliseconds of its clock. */
let act;
/** The living picture. */
let picture;

const frame = () => new Promise(requestAnimationFrame);

const ours = (parts) => {
  place.innerHTML = "";
  picture = new Living("place", parts);
  return (now) => picture.go_on(now / 1000);
};

/** The same picture, in which only dots move. */
const dots = () => (now) => picture.travel(now / 1000);

/** Changes as many classes and moves as many dots as the living picture does, in the elements that it left. */
const plain = () => {
  place.innerHTML = place.innerHTML;
  const [nodes, edges, circles, lines] = [".node,.tsk", ".edg", ".dot", ".e-traffic .ln"].map((it) => [...place.querySelectorAll(it)]);
  const classes = ["", "is-new", "is-hot", "is-deny", "is-dim"];
  const kinds = new Map([...nodes, ...edges].map((it) => [it, it.getAttribute("class").split(" is-")[0]]));
  const ways = circles.map((_, at) => {
    const line = lines[Math.floor(at / 3) % lines.length];
    return Array.from({ length: 256 }, (_, part) => line.getPointAtLength((line.getTotalLength() * part) / 255));
  });
  let n = 0;
  const change = (all, count) => {
    for (let at = 0; at < count; at += 1) {
      const it = all[(n * count + at) % all.length];
      it.setAttribute("class", `${kinds.get(it)} ${classes[n % classes.length]}`);
    }
  };
  return (now) => {
    n += 1;
    change(nodes, 20);
    change(edges, 5);
    circles.forEach((dot, at) => {
      const { x, y } = ways[at][Math.floor(256 * ((now / 1400 + at / 3) % 1))];
      dot.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    });
  };
};

/** Draws the picture of so many parts in one of these ways, and says what there is of it. Begin with ours. */
globalThis.start = async (mode, parts) => {
  act = { ours, dots, plain }[mode](parts);
  for (let n = 0; n < 30; n += 1) act(await frame());
  const count = (what) => place.querySelectorAll(what).length;
  // What an icon of the page consists of is made once more for each that is shown.
  const shown = [...place.querySelectorAll("use")].map((it) => document.querySelector(it.getAttribute("href")));
  const elements = shown.reduce((sum, it) => sum + it.querySelectorAll("*").length, count("svg *"));
  return { parts: count("[data-id]"), elements, dots: count(".dot") };
};

/** So many frames. */
globalThis.frames = async (count) => {
  for (let n = 0; n < count; n += 1) act(await frame());
  await frame();
};
document.documentElement.dataset.ready = "";

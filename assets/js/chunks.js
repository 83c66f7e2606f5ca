// Fetches the parts of the program that a page asks for later (src/ui/on_demand.rs).
//
// A template: the build puts this in front of what wasm-bindgen wrote, whose variable `wasm` is the running program,
// and in place of __CHUNKS__ the files that each chunk needs, in the order in which they have to come. What is too small
// to be asked for alone comes in one file, __SMALL__: a number among the files is a place in it, __ENDS__ is where each ends.

const CHUNKS = __CHUNKS__;
const SMALL = "__SMALL__";
const ENDS = __ENDS__;
const fetched = new Map();
const joined = new Map();

/** Does something for a file once. What failed is forgotten, so that asking again tries again. */
function once(done, file, run) {
  if (!done.has(file)) done.set(file, run(file).catch((error) => { done.delete(file); throw error; }));
  return done.get(file);
}

async function bytes(file) {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new TypeError(`${file} was answered with ${response.status}`);
  return response.arrayBuffer();
}

async function compiled(file) {
  // Not streamed: a host that does not know the MIME type of WebAssembly is as good as any other.
  if (typeof file === "string") return WebAssembly.compile(await bytes(file));
  return WebAssembly.compile((await once(fetched, SMALL, bytes)).slice(ENDS[file - 1] ?? 0, ENDS[file]));
}

/** What a chunk takes from the program. A debug build also asks for a number of its build, which is of no use here. */
function shared(module) {
  const names = WebAssembly.Module.imports(module).map((it) => it.name);
  return { __wasm_split: Object.fromEntries(names.map((name) => [name, wasm[name] ?? 0])) };
}

/** What the program calls: the callback and its data are places in its own table and memory. */
function loader(files) {
  return async (callback, data) => {
    let arrived = true;
    try {
      const modules = await Promise.all(files.map((file) => once(fetched, file, compiled)));
      for (const [at, file] of files.entries()) {
        await once(joined, file, () => WebAssembly.instantiate(modules[at], shared(modules[at])));
      }
    } catch (error) {
      console.warn("Bayplan could not load a part of itself:", error);
      arrived = false;
    }
    wasm.__indirect_function_table.get(callback)(data, arrived);
  };
}

const loaders = Object.fromEntries(Object.entries(CHUNKS).map(([name, files]) => [`__wasm_split_load_${name}`, loader(files)]));

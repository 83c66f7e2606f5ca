// Optimizes module after module with binaryen, in one process: starting it takes longer than most modules do.
//
// Each line that comes in names two files, what is read and what is written, with a tab between them; each line that goes
// out says that one is done. Same bytes as `wasm-opt -O3 --low-memory-unused` with these features.

import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import binaryen from "binaryen";

/** What every browser that runs the modules has. Never `Features.All`: it emits what Chromium refuses to load. */
const { Features } = binaryen;
const FEATURES = Features.BulkMemory | Features.BulkMemoryOpt | Features.ReferenceTypes | Features.SignExt
  | Features.MutableGlobals | Features.NontrappingFPToInt | Features.Multivalue | Features.CallIndirectOverlong;

// For size (shrink level 2) it comes out within 1 % of this after brotli, and slower.
binaryen.setOptimizeLevel(3);
binaryen.setShrinkLevel(0);
binaryen.setGenerateStackIR(true);
// Rust puts the stack below its data, so that no object lies in the first kilobyte.
binaryen.setLowMemoryUnused(true);
binaryen.setOptimizeStackIR(true);

for await (const line of createInterface({ input: process.stdin })) {
  const [from, to] = line.split("\t");
  const module = binaryen.readBinary(readFileSync(from));
  module.setFeatures(FEATURES);
  module.optimize();
  // What it was made for only tools read.
  module.runPasses(["strip-target-features"]);
  writeFileSync(to, module.emitBinary());
  module.dispose();
  console.log(to);
}

// The scheduler workload, exactly as README.md says. Any language can repeat it and compare the checksum.
import { rng } from './rng.js';
export const TYPES = [ { type: 'c5.large', cpu: 2048, mem: 3840 }, { type: 'm5.large', cpu: 2048, mem: 7680 }, { type: 'm5.xlarge', cpu: 4096, mem: 15360 }, { type: 'm5.2xlarge', cpu: 8192, mem: 31744 } ];
export const SERVICES = [
  { cpu: 128,  mem: 256,  port: 0,    constraint: null,               strategy: [['spread', 'az'], ['spread', 'instance']] },
  { cpu: 256,  mem: 512,  port: 0,    constraint: null,               strategy: [['spread', 'az'], ['binpack', 'memory']] },
  { cpu: 256,  mem: 1024, port: 0,    constraint: null,               strategy: [['binpack', 'cpu']] },
  { cpu: 512,  mem: 512,  port: 8080, constraint: null,               strategy: [['spread', 'instance']] },
  { cpu: 256,  mem: 256,  port: 0,    constraint: 'distinctInstance', strategy: [['spread', 'az'], ['binpack', 'cpu']] },
  { cpu: 512,  mem: 2048, port: 0,    constraint: 'm5',               strategy: [['spread', 'az'], ['spread', 'instance']] },
  { cpu: 1024, mem: 1024, port: 0,    constraint: null,               strategy: [['binpack', 'memory']] },
  { cpu: 128,  mem: 128,  port: 9090, constraint: null,               strategy: [['spread', 'az'], ['binpack', 'memory']] },
];
// profile of a tasks-per-instance figure: 5 = 'class' (the table above, uniform draw), 20 = 'dense' (every cpu and mem >> 2; services 3, 4, 7 drawn once in 32)
export const services = tpi => tpi < 20 ? SERVICES : SERVICES.map(s => ({ ...s, cpu: s.cpu >> 2, mem: s.mem >> 2 }));
export const slots = tpi => tpi < 20 ? [0, 1, 2, 3, 4, 5, 6, 7] : Array.from({ length: 32 }, (_, i) => i < 3 ? [3, 4, 7][i] : [0, 1, 2, 5, 6][(i - 3) % 5]);
export function makeInstances(n, seed = 1) { const r = rng(seed); return Array.from({ length: n }, (_, i) => ({ id: i, az: i % 3, ...TYPES[r.below(4)] })); }
// drives a scheduler {place(service) -> instance index or -1, stop(service, instance)} ; returns {decisions, failed, hash}
export function drive(sched, n, tasksPerInstance, decisions, seed = 2) {
  const r = rng(seed), live = [], table = slots(tasksPerInstance), target = n * tasksPerInstance; let hash = 0x811c9dc5, failed = 0;
  for (let d = 0; d < decisions; d++) {
    if (live.length >= target) { const k = r.below(live.length), t = live[k]; live[k] = live[live.length - 1]; live.pop(); sched.stop(t[0], t[1]); }
    const s = table[r.below(table.length)], i = sched.place(s); if (i < 0) failed++; else live.push([s, i]);
    for (let b = 0; b < 4; b++) hash = Math.imul(hash ^ ((i >>> (8 * b)) & 255), 0x01000193) >>> 0;
  }
  return { decisions, failed, live: live.length, hash: hash.toString(16).padStart(8, '0') };
}

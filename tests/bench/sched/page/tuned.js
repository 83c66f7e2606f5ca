// A careful JS peer: typed arrays, per-service counts, one pass per filter/strategy, reason counts instead of a per-instance list. Still O(instances).
import { services, makeInstances } from './workload.js';
const PORT = { 0: 0, 8080: 1, 9090: 2 };
export class Tuned {
  constructor(n, tpi) { const SERVICES = this.services = services(tpi); const ins = makeInstances(n); this.n = n; this.cpu = Int32Array.from(ins, i => i.cpu); this.mem = Int32Array.from(ins, i => i.mem); this.az = Uint8Array.from(ins, i => i.az); this.m5 = Uint8Array.from(ins, i => +i.type.startsWith('m5.')); this.ports = new Uint8Array(n);
    this.cnt = SERVICES.map(() => new Int32Array(n)); this.azCnt = SERVICES.map(() => new Int32Array(3)); this.a = new Int32Array(n); this.why = new Int32Array(6); this.steps = new Int32Array(4); }
  place(si) {
    const s = this.services[si], { cpu, mem, az, ports, m5, a, n, why } = this, cnt = this.cnt[si], azc = this.azCnt[si], pb = PORT[s.port]; why.fill(0); let k = 0;
    for (let i = 0; i < n; i++) { if (cpu[i] < s.cpu) why[0]++; else if (mem[i] < s.mem) why[1]++; else if (pb && ports[i] & pb) why[2]++; else if (s.constraint === 'm5' && !m5[i]) why[3]++; else if (s.constraint === 'distinctInstance' && cnt[i] > 0) why[4]++; else a[k++] = i; }
    let st = 0;
    for (const [kind, f] of s.strategy) { if (k < 2) break; let m = 0x7fffffff, j = 0;
      if (kind === 'binpack') { const v = f === 'cpu' ? cpu : mem; for (let q = 0; q < k; q++) if (v[a[q]] < m) m = v[a[q]]; for (let q = 0; q < k; q++) if (v[a[q]] === m) a[j++] = a[q]; }
      else if (f === 'az') { for (let q = 0; q < k; q++) if (azc[az[a[q]]] < m) m = azc[az[a[q]]]; for (let q = 0; q < k; q++) if (azc[az[a[q]]] === m) a[j++] = a[q]; }
      else { for (let q = 0; q < k; q++) if (cnt[a[q]] < m) m = cnt[a[q]]; for (let q = 0; q < k; q++) if (cnt[a[q]] === m) a[j++] = a[q]; }
      k = j; this.steps[st++] = k; }
    if (!k) return -1; const i = a[0]; cpu[i] -= s.cpu; mem[i] -= s.mem; ports[i] |= pb; cnt[i]++; azc[az[i]]++; return i;
  }
  stop(si, i) { const s = this.services[si]; this.cpu[i] += s.cpu; this.mem[i] += s.mem; this.ports[i] &= ~PORT[s.port]; this.cnt[si][i]--; this.azCnt[si][this.az[i]]--; }
}

// tests/bench/support/figures.mjs: figures as they come, printed as JSON lines at once or as a table at the end, beside the budget.

// The budgets of the design. at_least, or at_most.
const budgets = {
  "browser.seal_small.vs_webcrypto": { at_least: 10 },
  "browser.seal_small.vs_webcrypto_all": { at_least: 5 },
  "browser.seal_small.vs_libsodiumjs": { at_least: 50 },
  "browser.seal_small.vs_native": { at_least: 0.5 },
  "browser.open_small.vs_webcrypto": { at_least: 10 },
  "browser.record.per_s": { at_least: 8000 },
  "browser.argon2.vs_libsodiumjs": { at_most: 0.6 },
  "server.write.per_s": { at_least: 3000 },
  "server.write.vs_peer": { at_least: 2 },
  "server.list50.vs_peer": { at_least: 5 },
  "server.idle100.rss_mb": { at_most: 60 },
  "server.start.ms": { at_most: 300 },
  "log.write_share.pct": { at_most: 10 },
  "log.inclusion_1e7.p99_ms": { at_most: 0.5 },
  "log.workspace.resident_bytes": { at_most: 1024 },
  "redact.wasm.mb_per_s": { at_least: 10 },
  "redact.native.mb_per_s": { at_least: 20 },
  "redact.note2k.p99_ms": { at_most: 2 },
  "redact.linear.ratio_10mb": { at_most: 2 },
  "size.redact_lists.compressed_kb": { at_most: 1200 },
  "size.wasm.gzip_kb": { at_most: 250 },
  "size.first_js.gzip_kb": { at_most: 60 },
};

const short = (value) => (Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(3))));

export class Figures {
  #rows = [];
  constructor({ json }) { this.json = json; }

  add(name, value, unit, better) {
    if (!Number.isFinite(value)) throw new Error(`${name} is not a number`);
    const row = { name, value: Number(value.toPrecision(6)), unit, better };
    this.#rows.push(row);
    if (this.json) console.log(JSON.stringify(row));
  }
  addAll(rows) { for (const { name, value, unit, better } of rows) this.add(name, value, unit, better); }

  print() {
    if (this.json) return;
    const lines = this.#rows.map(({ name, value, unit, better }) => {
      const budget = budgets[name];
      if (budget === undefined) return [name, `${short(value)} ${unit}`, better, ""];
      const holds = budget.at_least === undefined ? value <= budget.at_most : value >= budget.at_least;
      const limit = budget.at_least === undefined ? `≤ ${short(budget.at_most)}` : `≥ ${short(budget.at_least)}`;
      return [name, `${short(value)} ${unit}`, better, `${limit} ${holds ? "holds" : "FALLS SHORT"}`];
    });
    const width = (column) => Math.max(...lines.map((line) => line[column].length));
    const widths = [width(0), width(1), width(2)];
    for (const [name, value, better, budget] of lines) {
      console.log(`${name.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${better.padEnd(widths[2])}  ${budget}`.trimEnd());
    }
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// share 0.99: what one in a hundred is above.
export function valueAt(values, share) {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];
}

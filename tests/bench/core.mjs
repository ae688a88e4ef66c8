// tests/bench/core.mjs: the core's arithmetic, native, one core.
import { join } from "node:path";

export async function measureCore({ machine, figures, quick }) {
  const folder = process.env.CARE_BENCH_DIR;
  figures.addAll(await machine.figures(join(folder, "care_bench_crypto_bench"), [], { seconds: 60 }));
  figures.addAll(await machine.figures(join(folder, "care_bench_audit_bench"), [quick ? "100000" : "2000000"], { seconds: 60 }));
}

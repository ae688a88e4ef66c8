// tests/bench/log.mjs: what the log costs a batch of writes, and proofs out of a log of ten million entries.
import { join } from "node:path";

export async function measureLog({ machine, figures, quick }) {
  const folder = process.env.CARE_BENCH_DIR;
  figures.addAll(await machine.figures(join(folder, "care_bench_log_bench"), [], {
    seconds: 90, env: { CARE_BENCH_SECONDS: quick ? "3" : "15", TMPDIR: machine.folder("log") },
  }));
  figures.addAll(await machine.figures(join(folder, "care_bench_proof_bench"), [machine.folder("proofs"), quick ? "100000" : "10000000"], { seconds: 180 }));
}

// web/src/core/core-protocol.ts: which calls of the core a page makes. Passwords are transferred, not copied, and wiped by the worker.

import type { CareCore } from "careseal-core";

// bench_facets is for scripts/bench, which loads the module itself.
export type CoreCallName = Exclude<keyof CareCore, "bench_facets">;

// web/src/core/core-protocol.ts: the messages between the page and the core's worker. Calls made in the same moment travel
// in one message; the answers come back in one too. Passwords are transferred, not copied, and wiped by the worker.

import type { CareCore } from "careseal-core";

// bench_facets is for scripts/bench, which loads the module itself.
export type CoreCallName = Exclude<keyof CareCore, "bench_facets">;

export type CoreArgument = string | number | Uint8Array;

export interface CoreCall {
  readonly id: number;
  readonly name: CoreCallName;
  readonly args: readonly CoreArgument[];
  readonly wipe: boolean; // the first argument is a password
}

export interface CoreAnswer {
  readonly id: number;
  readonly text: string; // JSON: {"ok":1,"value":…} or {"ok":0,"code":…}
}

// web/src/api/connection.ts: is the home's server there? Judged by answered requests alone: two misses in a row say no,
// two answers say yes again. What the browser claims about the network proves nothing.

import { signal, type ReadonlySignal } from "@preact/signals";

export type Connection = { readonly kind: "online" } | { readonly kind: "offline"; readonly since: Date };

export interface ConnectionJudge {
  readonly connection: ReadonlySignal<Connection>;
  answered(): void;
  missed(): void;
}

const enough = 2;

export function buildConnectionJudge(clock: () => Date): ConnectionJudge {
  const connection = signal<Connection>({ kind: "online" });
  let misses = 0;
  let answers = 0;
  let firstMiss: Date | null = null;
  return {
    connection,
    answered() {
      misses = 0;
      firstMiss = null;
      answers += 1;
      if (connection.value.kind === "offline" && answers >= enough) connection.value = { kind: "online" };
    },
    missed() {
      answers = 0;
      misses += 1;
      firstMiss ??= clock();
      if (connection.value.kind === "online" && misses >= enough) connection.value = { kind: "offline", since: firstMiss };
    },
  };
}

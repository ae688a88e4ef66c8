// web/src/core/core.worker.ts: owns the wasm module and every key. Nothing else in the app ever sees one.
//
// The module's bytes must have the hash that was baked into this file when the app was built; the browser checks it
// before the first byte is used.

import createCareCore, { type CareCore } from "careseal-core";
import wasmUrl from "careseal-core-wasm?url";
import type { CoreAnswer, CoreArgument, CoreCall } from "./core-protocol.ts";

interface WorkerScope {
  onmessage: ((event: MessageEvent<readonly CoreCall[]>) => void) | null;
  postMessage(answers: readonly CoreAnswer[]): void;
}

const scope = globalThis as unknown as WorkerScope;

async function loadCore(): Promise<CareCore> {
  const response = await fetch(wasmUrl, { integrity: __CORE_INTEGRITY__, credentials: "omit" });
  if (!response.ok) throw new Error("the core is missing");
  return createCareCore({ wasmBinary: await response.arrayBuffer() });
}

const loading = loadCore();
let isBroken = false;

function perform(core: CareCore, { name, args, wipe }: CoreCall): string {
  try {
    const call = core[name] as (...args: readonly CoreArgument[]) => string;
    return call(...args);
  } catch {
    // The module is built without exceptions: what arrives here is exhausted memory or a broken invariant.
    isBroken = true;
    return '{"code":"vault_locked","ok":0}';
  } finally {
    if (wipe && args[0] instanceof Uint8Array) args[0].fill(0);
  }
}

// The page hears of it, ends this worker and starts another with its next call: one that broke can't count numbers any more, and
// one that was not loaded never will be.
function stop(why: string): void {
  setTimeout(() => { throw new Error(why); });
}

scope.onmessage = (event) => {
  loading.then(
    (core) => {
      scope.postMessage(event.data.map((call) => ({ id: call.id, text: isBroken ? '{"code":"vault_locked","ok":0}' : perform(core, call) })));
      if (isBroken) stop("the core broke");
    },
    () => {
      scope.postMessage(event.data.map(({ id }) => ({ id, text: '{"code":"network_failed","ok":0}' })));
      stop("the core was not loaded");
    },
  );
};

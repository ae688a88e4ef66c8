// web/src/core/serve-module.ts: the worker's end of the line: answers calls with those of its module, once that is loaded.

import type { PortAnswer, PortCall } from "./worker-port.ts";

interface WorkerScope {
  onmessage: ((event: MessageEvent<readonly PortCall[]>) => void) | null;
  postMessage(answers: readonly PortAnswer[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const broken = '{"code":"vault_locked","ok":0}';

/** The bytes of one of the app's files, which must have the hash that was baked in when the app was built. */
export async function loadFile(url: string, integrity: string): Promise<ArrayBuffer> {
  const response = await fetch(url, { integrity, credentials: "omit" });
  if (!response.ok) throw new Error("a file of the app is missing");
  return response.arrayBuffer();
}

// The page hears of it, ends this worker and starts another with its next call: one that broke can't go on, and one that was not
// loaded never will be.
function stop(why: string): void {
  setTimeout(() => { throw new Error(why); });
}

export function serveModule(loading: Promise<object>): void {
  let isBroken = false;

  function perform(module: object, { name, args, wipe }: PortCall): string {
    try {
      const call = (module as { readonly [name: string]: (...args: readonly unknown[]) => string })[name];
      if (call === undefined) throw new TypeError(name);
      return call(...args);
    } catch {
      // The module is built without exceptions: what arrives here is exhausted memory or a broken invariant.
      isBroken = true;
      return broken;
    } finally {
      if (wipe && args[0] instanceof Uint8Array) args[0].fill(0);
    }
  }

  scope.onmessage = (event) => {
    loading.then(
      (module) => {
        scope.postMessage(event.data.map((call) => ({ id: call.id, text: isBroken ? broken : perform(module, call) })));
        if (isBroken) stop("the module broke");
      },
      () => {
        scope.postMessage(event.data.map(({ id }) => ({ id, text: '{"code":"network_failed","ok":0}' })));
        stop("the module was not loaded");
      },
    );
  };
}

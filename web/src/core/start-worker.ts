// web/src/core/start-worker.ts: starts the one worker that owns the core.

import { trustedScript } from "../platform/trusted-script.ts";
import type { CoreWorker } from "./core-client.ts";
import workerUrl from "./core.worker.ts?worker&url";

export function startCoreWorker(): CoreWorker {
  return new Worker(trustedScript(workerUrl), { type: "module", name: "careseal-core" }) as unknown as CoreWorker;
}

// web/src/core/core.worker.ts: owns the wasm module and every key. Nothing else in the app ever sees one.
//
// The module's bytes must have the hash that was baked into this file when the app was built; the browser checks it
// before the first byte is used.

import createCareCore from "careseal-core";
import wasmUrl from "careseal-core-wasm?url";
import { loadFile, serveModule } from "./serve-module.ts";

serveModule(loadFile(wasmUrl, __CORE_INTEGRITY__).then((wasmBinary) => createCareCore({ wasmBinary })));

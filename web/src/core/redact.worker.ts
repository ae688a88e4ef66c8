// web/src/core/redact.worker.ts: owns the redactor's module, with the home's people in it. No keys ever come here.

import createCareRedact, { type CareRedact } from "careseal-redact";
import listsUrl from "careseal-redact-lists?url";
import wasmUrl from "careseal-redact-wasm?url";
import { loadFile, serveModule } from "./serve-module.ts";

async function loadRedactor(): Promise<CareRedact> {
  const [wasmBinary, lists] = await Promise.all([loadFile(wasmUrl, __REDACT_INTEGRITY__), loadFile(listsUrl, __REDACT_LISTS_INTEGRITY__)]);
  const module = await createCareRedact({ wasmBinary });
  const opened = JSON.parse(module.open_lists(new Uint8Array(lists))) as { ok: 0 | 1 };
  if (opened.ok !== 1) throw new Error("the word lists can't be read");
  return module;
}

serveModule(loadRedactor());

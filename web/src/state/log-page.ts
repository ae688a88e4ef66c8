// web/src/state/log-page.ts: one page of the home's log, newest first, each entry proved on this device to lie in the log it trusts.

import type { AuditRow } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { AppState } from "./app-state.ts";

export type PageOfRows = { readonly ok: true; readonly rows: readonly AuditRow[]; readonly next: number | null } | { readonly ok: false; readonly code: ErrorCode };

export const largestPage = 200; // what the server gives at most
const patienceMs = 60_000; // two hundred proofs take a busy server a while

// The head may move on between the question and the check (members are asked for in the background): then once more.
export async function readLogPage({ api, core, clock, trustedSize }: Pick<AppState, "api" | "core" | "clock" | "trustedSize">, before: number, limit: number): Promise<PageOfRows> {
  async function read(again: boolean): Promise<PageOfRows> {
    const size = trustedSize();
    const answer = await api.request("getEntries", { query: { before, limit, size }, patience: patienceMs });
    if (!answer.ok) return { ok: false, code: answer.code };
    const checked = await core.verifyAudit({ before, entries: answer.value.entries, size });
    if (!checked.ok) return checked.code === "log_inconsistent" && again && trustedSize() !== size ? read(false) : { ok: false, code: checked.code };
    return { ok: true, rows: placed(checked.value.rows, before, clock()), next: answer.value.next ?? null };
  }
  return read(true);
}

// An entry that can't even be read says neither its number nor its time: it stands where the next one was expected.
function placed(rows: readonly Partial<AuditRow>[], before: number, now: Date): AuditRow[] {
  let last = before;
  return rows.map((row) => {
    last = row.index ?? last - 1;
    return { kind: 0, act: "", proof: "broken", time: now.getTime(), ...row, index: last };
  });
}

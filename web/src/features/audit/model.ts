// web/src/features/audit/model.ts: the home's log, page by page, each entry proved on this device to lie in the log it trusts.

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { dayKey } from "../../i18n/dates.ts";
import type { AuditRow } from "../../core/core-types.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { AppState } from "../../state/app-state.ts";
import { groupOf, type ActGroup } from "./acts.ts";
import { checkChain, type ChainState } from "./chain.ts";

export type AuditState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly code: ErrorCode }
  | { readonly kind: "ready" }
  | { readonly kind: "more" }; // loading older entries

export interface Head {
  readonly size: number;
  readonly at: Date; // when this device last asked for it and checked it
}

export interface Filters {
  readonly person: string; // "" = everyone
  readonly resident: string; // subject; "" = any
  readonly group: ActGroup | "";
  readonly from: string;   // 2026-11-21 or ""
  readonly to: string;
}

export interface AuditModel {
  readonly state: ReadonlySignal<AuditState>;
  readonly head: ReadonlySignal<Head | null>;
  readonly rows: ReadonlySignal<readonly AuditRow[]>;  // all that is loaded, newest first
  readonly shown: ReadonlySignal<readonly AuditRow[]>; // what the filters leave, sorted
  readonly hasOlder: ReadonlySignal<boolean>;
  readonly filters: Signal<Filters>;
  readonly descending: Signal<boolean>;
  readonly chain: Signal<ChainState>;
  load(): Promise<void>;
  loadOlder(): Promise<void>;
  verifyAll(): Promise<void>;
  stopVerifying(): void;
}

export type PageOfRows = { readonly ok: true; readonly rows: readonly AuditRow[]; readonly next: number | null } | { readonly ok: false; readonly code: ErrorCode };

export const noFilters: Filters = { person: "", resident: "", group: "", from: "", to: "" };

const pageSize = 100;
const wholeSize = 200; // what the server gives at most
const patienceMs = 60_000; // two hundred proofs take a busy server a while

export function buildAuditModel({ api, core, clock, refreshMembers, trustedSize }: Pick<AppState, "api" | "core" | "clock" | "refreshMembers" | "trustedSize">): AuditModel {
  const state = signal<AuditState>({ kind: "loading" });
  const head = signal<Head | null>(null);
  const rows = signal<readonly AuditRow[]>([]);
  const next = signal<number | null>(null);
  const filters = signal<Filters>(noFilters);
  const descending = signal(true);
  const chain = signal<ChainState>({ kind: "idle" });
  let stopped = false;

  // The head may move on between the question and the check (members are asked for in the background): then once more.
  async function readPage(before: number, limit: number, again = true): Promise<PageOfRows> {
    const size = trustedSize();
    const answer = await api.request("getEntries", { query: { before, limit, size }, patience: patienceMs });
    if (!answer.ok) return { ok: false, code: answer.code };
    const checked = await core.verifyAudit({ before, entries: answer.value.entries, size });
    if (!checked.ok) return checked.code === "log_inconsistent" && again && trustedSize() !== size ? readPage(before, limit, false) : { ok: false, code: checked.code };
    return { ok: true, rows: placed(checked.value.rows, before, clock()), next: answer.value.next ?? null };
  }

  async function load(): Promise<void> {
    state.value = { kind: "loading" };
    await refreshMembers();
    const size = trustedSize();
    const page = await readPage(size, pageSize);
    if (!page.ok) {
      state.value = { kind: "failed", code: page.code };
      return;
    }
    head.value = { size, at: clock() };
    rows.value = page.rows;
    next.value = page.next;
    state.value = { kind: "ready" };
  }

  return {
    state, head, rows, filters, descending, chain, load,
    hasOlder: computed(() => next.value !== null),
    shown: computed(() => {
      const found = rows.value.filter((row) => passes(row, filters.value));
      return descending.value ? found : found.reverse();
    }),
    async loadOlder() {
      if (next.value === null || state.value.kind !== "ready") return;
      state.value = { kind: "more" };
      const page = await readPage(next.value, wholeSize);
      if (page.ok) {
        rows.value = [...rows.value, ...page.rows];
        next.value = page.next;
      }
      state.value = page.ok ? { kind: "ready" } : { kind: "failed", code: page.code };
    },
    async verifyAll() {
      stopped = false;
      await refreshMembers();
      const size = trustedSize();
      const all = await checkChain({ size, clock, readPage: (before) => readPage(before, wholeSize), isStopped: () => stopped, onState: (now) => { chain.value = now; } });
      if (all === null) return;
      head.value = { size, at: clock() };
      rows.value = all;
      next.value = null;
      if (state.value.kind === "failed") state.value = { kind: "ready" };
    },
    stopVerifying() {
      stopped = true;
    },
  };
}

// An entry that can't even be read says neither its number nor its time: it stands where the next one was expected.
function placed(rows: readonly Partial<AuditRow>[], before: number, now: Date): AuditRow[] {
  let last = before;
  return rows.map((row) => {
    last = row.index ?? last - 1;
    return { kind: 0, act: "", proof: "broken", time: now.getTime(), ...row, index: last };
  });
}

export function passes(row: AuditRow, { person, resident, group, from, to }: Filters): boolean {
  const day = dayKey(new Date(row.time));
  return (person === "" || row.author === person) && (resident === "" || row.subject === resident) && (group === "" || groupOf(row) === group) && (from === "" || day >= from) && (to === "" || day <= to);
}

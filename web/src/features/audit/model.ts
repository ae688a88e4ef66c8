// web/src/features/audit/model.ts: the home's log, page by page, each entry proved on this device to lie in the log it trusts.

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { dayKey } from "../../i18n/dates.ts";
import type { AuditRow } from "../../core/core-types.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { AppState } from "../../state/app-state.ts";
import { largestPage, readLogPage, type PageOfRows } from "../../state/log-page.ts";
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

export const noFilters: Filters = { person: "", resident: "", group: "", from: "", to: "" };

const pageSize = 100;

export function buildAuditModel(app: Pick<AppState, "api" | "core" | "clock" | "refreshMembers" | "trustedSize">): AuditModel {
  const { clock, refreshMembers, trustedSize } = app;
  const state = signal<AuditState>({ kind: "loading" });
  const head = signal<Head | null>(null);
  const rows = signal<readonly AuditRow[]>([]);
  const next = signal<number | null>(null);
  const filters = signal<Filters>(noFilters);
  const descending = signal(true);
  const chain = signal<ChainState>({ kind: "idle" });
  let stopped = false;

  const readPage = (before: number, limit: number): Promise<PageOfRows> => readLogPage(app, before, limit);

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
      const page = await readPage(next.value, largestPage);
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
      const all = await checkChain({ size, clock, readPage: (before) => readPage(before, largestPage), isStopped: () => stopped, onState: (now) => { chain.value = now; } });
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

export function passes(row: AuditRow, { person, resident, group, from, to }: Filters): boolean {
  const day = dayKey(new Date(row.time));
  return (person === "" || row.author === person) && (resident === "" || row.subject === resident) && (group === "" || groupOf(row) === group) && (from === "" || day >= from) && (to === "" || day <= to);
}

// web/src/features/assist-settings/model.ts: what an owner decides about writing help, signed like every rule of the home; and what the log
// says was sent.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { AssistOffer } from "../../api/api-types.ts";
import { policyOf, uses } from "../../care/assist.ts";
import type { AssistPolicy, AuditRow } from "../../core/core-types.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { AppState } from "../../state/app-state.ts";
import { largestPage, readLogPage } from "../../state/log-page.ts";

export type OfferState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly code: ErrorCode }
  | { readonly kind: "none" }
  | { readonly kind: "offered"; readonly offer: Required<Pick<AssistOffer, "provider" | "host" | "region" | "model">>; readonly left: number | null };

export interface Sent {
  readonly row: AuditRow;
  readonly end: AuditRow | null; // null: it has not ended, or ended above what is loaded
}

export type SentState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly code: ErrorCode }
  | { readonly kind: "ready"; readonly sent: readonly Sent[]; readonly looked: number; readonly next: number | null };

export interface AssistSettingsModel {
  readonly offer: ReadonlySignal<OfferState>;
  readonly policy: ReadonlySignal<AssistPolicy | null>;
  /** The owner agreed to something else than the server has now. */
  readonly hasChanged: ReadonlySignal<boolean>;
  readonly chosen: ReadonlySignal<string[]>;
  readonly isOwner: ReadonlySignal<boolean>;
  readonly asking: ReadonlySignal<boolean>;
  readonly agreed: ReadonlySignal<boolean>;
  readonly doing: ReadonlySignal<"on" | "off" | null>;
  readonly problem: ReadonlySignal<ErrorCode | "choose" | "agree" | null>;
  readonly sent: ReadonlySignal<SentState>;
  readonly isLookingBack: ReadonlySignal<boolean>;
  choose(uses: readonly string[]): void;
  ask(): void;
  close(): void;
  agree(agreed: boolean): void;
  turnOn(): Promise<void>;
  turnOff(): Promise<void>;
  loadOffer(): Promise<void>;
  loadSent(): Promise<void>;
  lookBack(): Promise<void>;
}

const pagesAtOnce = 5;

export function buildAssistSettings(app: Pick<AppState, "api" | "core" | "clock" | "directory" | "outbox" | "refreshMembers" | "session" | "trustedSize">): AssistSettingsModel {
  const { api, outbox, session } = app;
  const offer = signal<OfferState>({ kind: "loading" });
  const policy = computed(() => policyOf(app));
  const picked = signal<readonly string[] | null>(null); // null: as it is now
  const asking = signal(false);
  const agreed = signal(false);
  const doing = signal<"on" | "off" | null>(null);
  const problem = signal<ErrorCode | "choose" | "agree" | null>(null);
  const sent = signal<SentState>({ kind: "loading" });
  const isLookingBack = signal(false);
  // In the one order in which the statement has them.
  const chosen = computed(() => [...(picked.value ?? policy.value?.purposes ?? uses.map(({ name }) => name))].sort());

  async function act(what: "on" | "off", assist: AssistPolicy | null): Promise<void> {
    doing.value = what;
    problem.value = null;
    const done = await outbox.act({ act: "set_policy", ...(assist === null ? {} : { assist }) });
    doing.value = null;
    if (done.kind === "failed") problem.value = done.code;
    else {
      picked.value = null;
      asking.value = false;
      agreed.value = false;
    }
  }

  // Some pages further back; what was found stands in front of them.
  async function look(before: number, found: readonly AuditRow[], looked: number): Promise<void> {
    let rows = found;
    let next: number | null = before;
    let seen = looked;
    for (let page = 0; page < pagesAtOnce && next !== null; page++) {
      const read = await readLogPage(app, next, largestPage);
      if (!read.ok) {
        sent.value = rows.length > 0 ? { kind: "ready", sent: joined(rows), looked: seen, next } : { kind: "failed", code: read.code };
        return;
      }
      rows = [...rows, ...read.rows.filter(({ act: each }) => each === "assist.send" || each === "assist.end")];
      seen += read.rows.length;
      next = read.next;
    }
    kept = rows;
    sent.value = { kind: "ready", sent: joined(rows), looked: seen, next };
  }
  let kept: readonly AuditRow[] = [];

  return {
    offer, policy, chosen, asking, agreed, doing, problem, sent, isLookingBack,
    hasChanged: computed(() => {
      const { value: now } = offer;
      const is = policy.value;
      return now.kind === "offered" && is !== null && (now.offer.provider !== is.provider || now.offer.region !== is.region || now.offer.model !== is.model);
    }),
    isOwner: computed(() => session.value.kind === "open" && session.value.role === "owner"),
    choose(names) {
      picked.value = names;
      if (problem.value === "choose") problem.value = null;
    },
    ask() {
      problem.value = chosen.value.length === 0 ? "choose" : null;
      asking.value = chosen.value.length > 0;
    },
    close() {
      asking.value = false;
      agreed.value = false;
      problem.value = null;
    },
    agree(ticked) {
      agreed.value = ticked;
      if (problem.value === "agree") problem.value = null;
    },
    async turnOn() {
      const { value: now } = offer;
      if (now.kind !== "offered" || doing.value !== null) return;
      if (!agreed.value) {
        problem.value = "agree";
        return;
      }
      const { provider, region, model } = now.offer;
      await act("on", { purposes: chosen.value, provider, region, model });
    },
    async turnOff() {
      if (doing.value === null) await act("off", null);
    },
    async loadOffer() {
      offer.value = { kind: "loading" };
      const asked = await api.request("getAssist", {});
      if (!asked.ok) {
        offer.value = { kind: "failed", code: asked.code };
        return;
      }
      const { offered, provider, host, region, model, left } = asked.value;
      offer.value = offered !== 1 || provider === undefined || host === undefined || region === undefined || model === undefined
        ? { kind: "none" }
        : { kind: "offered", offer: { provider, host, region, model }, left: left ?? null };
    },
    async loadSent() {
      sent.value = { kind: "loading" };
      await app.refreshMembers();
      await look(app.trustedSize(), [], 0);
    },
    async lookBack() {
      const { value: state } = sent;
      if (state.kind !== "ready" || state.next === null || isLookingBack.value) return;
      isLookingBack.value = true;
      await look(state.next, kept, state.looked);
      isLookingBack.value = false;
    },
  };
}

/** Each text that was sent, with how it ended. Pure. */
export function joined(rows: readonly AuditRow[]): readonly Sent[] {
  const ends = new Map<string, AuditRow>();
  for (const row of rows) if (row.act === "assist.end" && row.stmt !== undefined) ends.set(row.stmt, row);
  return rows.filter(({ act }) => act === "assist.send").map((row) => ({ row, end: row.stmt === undefined ? null : ends.get(row.stmt) ?? null }));
}

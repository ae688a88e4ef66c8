// web/src/features/resident/model.ts: one resident's day: what happened, what was just saved, what may be done about it.

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { dayFacts, type DayFacts } from "../../care/day-facts.ts";
import { lookUp, type ResidentLookup } from "../../care/resident-facts.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { AppState } from "../../state/app-state.ts";
import type { CurrentRecord, TimelineState } from "../../state/records-types.ts";
import { allows } from "../../state/session.ts";

export interface JustSaved {
  readonly record: CurrentRecord;
  readonly held: boolean;
}

export type UndoNote = "none" | "undone" | "too_late";

export interface ResidentModel {
  readonly resident: ReadonlySignal<ResidentLookup>;
  readonly timeline: ReadonlySignal<TimelineState>;
  readonly day: ReadonlySignal<DayFacts>;
  readonly justSaved: ReadonlySignal<JustSaved | null>;
  readonly undoNote: Signal<UndoNote>;
  readonly refusedChange: ReadonlySignal<string | null>; // a change of this resident's details that lost against a newer one
  open(): void; // once it is known that the resident is here
  undo(record: CurrentRecord): Promise<void>;
  mayChange(record: CurrentRecord): boolean;
  loadOlder(): Promise<void>;
  reload(): Promise<void>;
}

const loading: TimelineState = { kind: "loading", records: [] };

export function buildResidentModel(app: Pick<AppState, "records" | "outbox" | "session" | "clock">, subject: string): ResidentModel {
  const { records, outbox, session, clock } = app;
  const opened = signal<ReadonlySignal<TimelineState> | null>(null);
  const undoNote = signal<UndoNote>("none");
  const followed = signal<number | null>(null); // `entered` of what was saved last: the same while a draft becomes an entry
  const resident = computed(() => lookUp(records, subject));
  const timeline = computed<TimelineState>(() => opened.value?.value ?? loading);
  const list = computed(() => timeline.value.records);
  const me = (): string => (session.value.kind === "open" ? session.value.person.id : "");
  let loadingOlder: Promise<void> | null = null;

  return {
    resident, timeline, undoNote,
    day: computed(() => dayFacts(list.value, clock())),
    justSaved: computed(() => {
      const found = list.value.find((record) => isHeld(record)) ?? list.value.find((record) => followed.value !== null && enteredAt(record) === followed.value && record.struck === null);
      return found === undefined ? null : { record: found, held: isHeld(found) };
    }),
    refusedChange: computed(() => outbox.entries.value.find((entry) =>
      entry.mine && entry.subject === subject && entry.content?.type === "resident" && entry.state.kind === "needs_attention" && entry.state.code === "version_stale")?.key ?? null),
    open() {
      if (opened.peek() === null && resident.value.kind === "found") opened.value = records.timeline(subject);
      const held = list.value.find((record) => isHeld(record));
      if (held === undefined) return;
      followed.value = enteredAt(held);
      undoNote.value = "none";
    },
    async undo({ outboxKey }) {
      if (outboxKey === null) return;
      const undone = await outbox.undo(outboxKey);
      undoNote.value = undone ? "undone" : "too_late";
      if (undone) followed.value = null;
    },
    mayChange: (record) => record.follows !== null && record.struck === null && record.problem === null
      && (record.firstAuthor === me() || allows(session.value, "correct_any")) && allows(session.value, "daily_write"),
    loadOlder() {
      loadingOlder ??= records.loadOlder(subject).finally(() => { loadingOlder = null; });
      return loadingOlder;
    },
    reload: () => records.reload(subject),
  };
}

export function isHeld({ sync }: CurrentRecord): boolean {
  return sync.kind === "saved_here" && sync.held;
}

function enteredAt({ fields }: CurrentRecord): number | null {
  const entered = fields["body"]?.["entered"];
  return typeof entered === "number" ? entered : null;
}

// ── striking out ───────────────────────────────────────────────────────────────────────────────────

export type StrikeState =
  | { readonly kind: "closed" }
  | { readonly kind: "asking"; readonly record: CurrentRecord; readonly missing: boolean }
  | { readonly kind: "saving"; readonly record: CurrentRecord }
  | { readonly kind: "failed"; readonly record: CurrentRecord; readonly code: ErrorCode };

export interface StrikeModel {
  readonly state: Signal<StrikeState>;
  readonly reason: Signal<string | null>;
  readonly words: Signal<string>;
  ask(record: CurrentRecord): void;
  close(): void;
  strike(): Promise<void>;
}

export function buildStrikeModel({ outbox, records }: Pick<AppState, "outbox" | "records">): StrikeModel {
  const state = signal<StrikeState>({ kind: "closed" });
  const reason = signal<string | null>(null);
  const words = signal("");
  return {
    state, reason, words,
    ask(record) {
      reason.value = null;
      words.value = "";
      state.value = { kind: "asking", record, missing: false };
    },
    close() {
      state.value = { kind: "closed" };
    },
    async strike() {
      if (state.value.kind === "closed" || state.value.kind === "saving") return;
      const { record } = state.value;
      if (reason.value === null) {
        state.value = { kind: "asking", record, missing: true };
        return;
      }
      state.value = { kind: "saving", record };
      const follows = (record.record === null ? null : records.find(record.type as "note", record.record)?.follows) ?? record.follows;
      if (follows === null) {
        state.value = { kind: "failed", record, code: "version_stale" };
        return;
      }
      const text = words.value.trim();
      const saved = await outbox.save({
        type: record.type, act: "strike", subject: record.subject, ...follows, before: [...follows.before],
        fields: { change: { reason: reason.value, ...(text === "" ? {} : { words: text }) } },
      });
      if (saved.kind === "saved") state.value = { kind: "closed" };
      else state.value = { kind: "failed", record, code: saved.kind === "not_saved" ? saved.code : (saved.errors[0]?.code ?? "internal") };
    },
  };
}

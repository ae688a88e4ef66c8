// web/src/features/outbox/model.ts: what this device holds, by state, and what can be done about each.

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { kindOfType } from "../../care/entry-kinds.ts";
import type { OutboxEntry } from "../../outbox/outbox-types.ts";
import { readStorageFacts, type StorageFacts } from "../../outbox/storage.ts";
import type { AppState } from "../../state/app-state.ts";
import { writeAgain } from "./again.ts";

export interface Groups {
  readonly attention: readonly OutboxEntry[];
  readonly waiting: readonly OutboxEntry[]; // oldest first: the order in which they are sent
  readonly sent: readonly OutboxEntry[];    // until the server's list shows them
}

export interface OutboxModel {
  readonly groups: ReadonlySignal<Groups>;
  readonly sending: ReadonlySignal<boolean>;
  readonly storage: ReadonlySignal<StorageFacts | null>;
  readonly puttingAway: Signal<OutboxEntry | null>; // asked first: what was written is gone from this device then
  sendNow(): Promise<void>;
  putAway(): Promise<void>;
  undo(entry: OutboxEntry): Promise<void>;
  /** Back into its form: where that is, or null where it could not be kept there. */
  writeAgain(entry: OutboxEntry): Promise<string | null>;
}

export function buildOutboxModel({ outbox, clock }: Pick<AppState, "outbox" | "clock">): OutboxModel {
  const sending = signal(false);
  const storage = signal<StorageFacts | null>(null);
  const puttingAway = signal<OutboxEntry | null>(null);
  void readStorageFacts().then((facts) => { storage.value = facts; });
  const of = (kind: OutboxEntry["state"]["kind"]): readonly OutboxEntry[] => outbox.entries.value.filter(({ state }) => state.kind === kind);
  return {
    sending, storage, puttingAway,
    groups: computed(() => ({ attention: of("needs_attention"), waiting: of("saved_here"), sent: of("sent") })),
    async sendNow() {
      if (sending.value) return;
      sending.value = true;
      await outbox.sendNow().finally(() => { sending.value = false; });
    },
    async putAway() {
      const entry = puttingAway.value;
      puttingAway.value = null;
      if (entry !== null) await outbox.dismiss(entry.key);
    },
    async undo({ key }) {
      await outbox.undo(key);
    },
    writeAgain: (entry) => writeAgain({ outbox, clock }, entry),
  };
}

/** Where both versions of a refused change stand side by side; null when there is nothing to choose. */
export function compareAddress({ key, subject, record, content }: OutboxEntry): string | null {
  if (content === null || subject === null || record === null || content.act !== "update") return null;
  if (content.type === "resident") return `/residents/${subject}/edit?entry=${encodeURIComponent(key)}`;
  const kind = kindOfType(content.type)?.kind;
  return kind === undefined ? null : `/residents/${subject}/entry/${kind}?rec=${record}&entry=${encodeURIComponent(key)}`;
}

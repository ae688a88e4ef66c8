// web/src/care/form-draft.ts: what is being typed, sealed on this device while it is typed, and offered again later.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { Outbox } from "../outbox/outbox-types.ts";

export interface FoundDraft {
  readonly at: Date;
  readonly content: { readonly [name: string]: unknown };
}

export type DraftState =
  | { readonly kind: "looking" }
  | { readonly kind: "none" }
  | { readonly kind: "found"; readonly draft: FoundDraft };

export interface FormDraft {
  readonly form: string;
  readonly state: ReadonlySignal<DraftState>;
  /** Why what is typed now is on the screen and nowhere else; null: it is kept. */
  readonly unkept: ReadonlySignal<ErrorCode | null>;
  /** Seals the newest content; what changes while that goes on is sealed as one. */
  keep(content: object): void;
  /** The person goes on with what was found, or nothing was: the notice goes away. */
  settle(): void;
  drop(): Promise<void>;
  /** Everything typed so far is sealed; before it is saved, so that nothing of it comes after. */
  sealed(): Promise<void>;
}

/** `form` holds ids only ("note:sub_…"). */
export function buildFormDraft(outbox: Outbox, form: string, subject: string | null, clock: () => Date): FormDraft {
  const state = signal<DraftState>({ kind: "looking" });
  const unkept = signal<ErrorCode | null>(null);
  let waiting: object | null = null;
  let writing: Promise<void> | null = null;

  void outbox.findForm(form).then((found) => {
    if (state.value.kind !== "looking") return;
    const at = found?.["at"];
    state.value = found === null || typeof at !== "number" ? { kind: "none" } : { kind: "found", draft: { at: new Date(at), content: found } };
  });

  async function write(): Promise<void> {
    while (waiting !== null) {
      const content = waiting;
      waiting = null;
      unkept.value = await outbox.keepForm(form, subject, { at: clock().getTime(), ...content });
    }
  }

  return {
    form, state, unkept,
    keep(content) {
      waiting = content;
      writing ??= write().finally(() => { writing = null; });
    },
    settle() {
      state.value = { kind: "none" };
    },
    async drop() {
      waiting = null;
      state.value = { kind: "none" };
      unkept.value = null;
      await writing;
      await outbox.dropForm(form);
    },
    async sealed() {
      await writing;
    },
  };
}

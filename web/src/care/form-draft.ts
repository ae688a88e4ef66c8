// web/src/care/form-draft.ts: what is being typed, sealed on this device while it is typed, and offered again later.

import { signal, type ReadonlySignal } from "@preact/signals";
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
  readonly state: ReadonlySignal<DraftState>;
  /** Seals the newest content soon; several changes in a row are sealed as one. */
  keep(content: object): void;
  /** The person goes on with what was found, or nothing was: the notice goes away. */
  settle(): void;
  drop(): Promise<void>;
}

const waitMs = 250;

/** `form` holds ids only ("note:sub_…"). */
export function buildFormDraft(outbox: Outbox, form: string, subject: string | null, clock: () => Date): FormDraft {
  const state = signal<DraftState>({ kind: "looking" });
  let waiting: object | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  void outbox.findForm(form).then((found) => {
    if (state.value.kind !== "looking") return;
    const at = found?.["at"];
    state.value = found === null || typeof at !== "number" ? { kind: "none" } : { kind: "found", draft: { at: new Date(at), content: found } };
  });

  const write = (): void => {
    timer = null;
    const content = waiting;
    waiting = null;
    if (content !== null) writing = writing.then(() => outbox.keepForm(form, subject, { at: clock().getTime(), ...content }));
  };

  return {
    state,
    keep(content) {
      waiting = content;
      timer ??= setTimeout(write, waitMs);
    },
    settle() {
      state.value = { kind: "none" };
    },
    async drop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = null;
      state.value = { kind: "none" };
      await writing;
      await outbox.dropForm(form);
    },
  };
}

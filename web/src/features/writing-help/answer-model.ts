// web/src/features/writing-help/answer-model.ts: an answer as it arrives: each piece gets its names back before it is shown. What may be the
// beginning of a placeholder is held back by the core until it is decided.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { B64 } from "../../core/core-types.ts";
import type { Redactor } from "../../core/redactor.ts";

export interface AnswerModel {
  readonly text: ReadonlySignal<string>;
  readonly unknown: ReadonlySignal<readonly string[]>; // placeholders that stand for nobody
  readonly editing: ReadonlySignal<boolean>;
  readonly discarded: ReadonlySignal<boolean>; // it can still be had back
  begin(redactor: Redactor, onFirst: () => void): void;
  push(piece: string): void;
  /** The statement that went with the text. */
  isFor(hash: B64): void;
  /** The whole of it, once every piece has its names back. */
  finish(): Promise<string>;
  recall(text: string, hash: B64): void;
  edit(): void;
  setText(text: string): void;
  discard(): void;
  undiscard(): boolean;
  kept(): { readonly text: string; readonly hash: B64 | null };
}

const keepEveryMs = 1_000;

export function buildAnswer(keep: () => void): AnswerModel {
  const text = signal("");
  const unknown = signal<readonly string[]>([]);
  const editing = signal(false);
  const discarded = signal<{ readonly text: string; readonly hash: B64 } | null>(null);
  const isDiscarded = signal(false);
  let hash: B64 | null = null;
  let redactor: Redactor | null = null;
  let restoring: Promise<void> = Promise.resolve();
  let onFirst: () => void = () => undefined;
  let lastKept = 0;

  const hold = (given: { readonly text: string; readonly hash: B64 } | null): void => {
    discarded.value = given;
    isDiscarded.value = given !== null;
  };

  function show(piece: string): void {
    if (piece === "") return;
    if (text.value === "") onFirst();
    text.value += piece;
    const now = performance.now();
    if (now - lastKept < keepEveryMs) return;
    lastKept = now;
    keep();
  }

  return {
    text, unknown, editing, discarded: isDiscarded,
    begin(with_, first) {
      redactor = with_;
      onFirst = first;
      text.value = "";
      unknown.value = [];
      editing.value = false;
      hold(null);
      hash = null;
      restoring = Promise.resolve();
    },
    push(piece) {
      restoring = restoring.then(async () => {
        const restored = await redactor?.restoreChunk(piece);
        if (restored?.ok === true) show(restored.value.text);
      });
    },
    isFor(of) {
      hash = of;
    },
    async finish() {
      await restoring;
      const end = await redactor?.restoreEnd();
      if (end?.ok === true) {
        show(end.value.text);
        unknown.value = [...new Set(end.value.unknown)];
      }
      return text.value;
    },
    recall(found, of) {
      text.value = found;
      hash = of;
    },
    edit() {
      editing.value = true;
    },
    setText(typed) {
      text.value = typed;
      keep();
    },
    discard() {
      if (hash !== null) hold({ text: text.value, hash });
      text.value = "";
      hash = null;
      editing.value = false;
      unknown.value = [];
    },
    undiscard() {
      const had = discarded.value;
      if (had === null) return false;
      text.value = had.text;
      hash = had.hash;
      hold(null);
      return true;
    },
    kept: () => ({ text: text.value, hash }),
  };
}

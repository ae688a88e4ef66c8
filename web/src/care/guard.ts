// web/src/care/guard.ts: looks, before a text is saved, for what doesn't belong in it: another resident's name, bank details, a National
// Insurance number. It only warns, and where it can't look in time it lets the save go on.

import type { GuardCode } from "../core/redact-types.ts";
import type { AppState } from "../state/app-state.ts";

export interface Warned {
  readonly code: GuardCode;
  readonly words: string; // what was found, as it stands in the text
}

export interface Guard {
  /** Somebody has begun to type: what looks is loaded meanwhile. */
  prepare(): void;
  look(texts: readonly string[]): Promise<readonly Warned[]>;
}

const patienceMs = 1_500; // a save is never kept waiting longer

export function buildGuard({ redaction }: Pick<AppState, "redaction">, subject: string | null, kind: "care" | "finance" | "staff" = "care"): Guard {
  async function check(texts: readonly string[]): Promise<readonly Warned[]> {
    const ready = await redaction.ready();
    if (ready === null) return [];
    const at = subject === null ? undefined : ready.roster.places.get(subject);
    const found: Warned[] = [];
    for (const text of texts) {
      const checked = await ready.redactor.checkText({ text, kind, ...(at === undefined ? {} : { subject: at }) });
      if (!checked.ok) continue;
      const points = [...text];
      for (const { start, end, code } of checked.value.warnings) found.push({ code, words: points.slice(start, end).join("") });
    }
    return found.filter(({ code, words }, i) => found.findIndex((each) => each.code === code && each.words === words) === i);
  }

  return {
    prepare: () => redaction.prepare(),
    look(texts) {
      const written = texts.filter((text) => text.trim() !== "");
      if (written.length === 0) return Promise.resolve([]);
      const late = new Promise<readonly Warned[]>((resolve) => setTimeout(() => resolve([]), patienceMs));
      return Promise.race([check(written).catch(() => []), late]);
    },
  };
}

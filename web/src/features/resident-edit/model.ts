// web/src/features/resident-edit/model.ts: changing a resident's details, or choosing between two people's changes.

import { signal, type ReadonlySignal } from "@preact/signals";
import { buildConflictModel, findBase, type ConflictModel } from "../../care/conflict-model.ts";
import { buildResidentForm, type ResidentFormModel } from "../../care/resident-form-model.ts";
import { lookUp } from "../../care/resident-facts.ts";
import type { RecordFields } from "../../core/core-types.ts";
import type { AppState } from "../../state/app-state.ts";
import type { CurrentRecord, Resident } from "../../state/records-types.ts";

export type EditView =
  | { readonly kind: "loading" }
  | { readonly kind: "missing" }
  | { readonly kind: "on_its_way" } // not at the server yet: nothing to follow
  | { readonly kind: "writing"; readonly form: ResidentFormModel; readonly name: string }
  | { readonly kind: "conflict"; readonly conflict: ConflictModel; readonly theirs: CurrentRecord; readonly name: string };

export interface EditModel {
  readonly view: ReadonlySignal<EditView>;
  /** Reads the resident once they are there; a form that is open keeps what it has. */
  open(): void;
  /** `version`: the one that `mine` was made from. */
  compare(mine: RecordFields, version: number, mineKey: string | null): Promise<void>;
}

/** `entry`: the refused change in the outbox that this page was opened to settle. */
export function buildEditModel({ outbox, records, redaction, clock }: Pick<AppState, "outbox" | "records" | "redaction" | "clock">, subject: string, entry: string | null): EditModel {
  const view = signal<EditView>({ kind: "loading" });
  let asked = false;
  let comparing = false;

  async function compare(mine: RecordFields, version: number, mineKey: string | null): Promise<void> {
    const was = view.peek();
    const draft = was.kind === "writing" ? was.form.draft : null;
    const before = lookUp(records, subject);
    const base = before.kind === "found" ? await findBase(records, before.facts.record.record, version) : null;
    const found = lookUp(records, subject);
    if (found.kind !== "found") return;
    const theirs = found.facts.record as Resident as CurrentRecord;
    view.value = { kind: "conflict", conflict: buildConflictModel({ outbox, type: "resident", theirs, mine, base, mineKey, draft }), theirs, name: found.facts.name };
  }

  return {
    view, compare,
    open() {
      if (view.peek().kind === "writing" || view.peek().kind === "conflict") return;
      const found = lookUp(records, subject);
      if (found.kind !== "found") {
        view.value = { kind: found.kind };
        return;
      }
      const refused = entry === null ? undefined : outbox.entries.value.find(({ key }) => key === entry);
      if (refused?.content != null && refused.subject === subject) {
        if (found.facts.record.version >= refused.content.version) {
          if (!comparing) void compare(refused.content.fields, refused.content.version - 1, refused.key);
          comparing = true;
          return;
        }
        // What it lost against is not here yet.
        view.value = { kind: "loading" };
        if (!asked) void records.refresh();
        asked = true;
        return;
      }
      view.value = found.facts.record.follows === null
        ? { kind: "on_its_way" }
        : { kind: "writing", name: found.facts.name, form: buildResidentForm({ outbox, records, redaction, clock, base: found.facts.record }) };
    },
  };
}

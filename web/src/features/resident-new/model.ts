// web/src/features/resident-new/model.ts: the form of a new resident, and whether the home may have one yet.

import type { ReadonlySignal } from "@preact/signals";
import { buildResidentForm, type ResidentFormModel } from "../../care/resident-form-model.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { AppState } from "../../state/app-state.ts";

export interface NewResidentModel {
  readonly form: ResidentFormModel;
  readonly gate: ReadonlySignal<ErrorCode | null>;
}

export function buildNewResidentModel({ outbox, records, redaction, clock, account }: Pick<AppState, "outbox" | "records" | "redaction" | "clock" | "account">): NewResidentModel {
  return { form: buildResidentForm({ outbox, records, redaction, clock, base: null }), gate: account.recoveryGate };
}

// web/src/features/audit/versions-model.ts: what one entry of the log changed: the version it made beside the one before,
// both opened on this device.

import { signal, type ReadonlySignal } from "@preact/signals";
import { compareFields, type FieldChange } from "../../care/compare.ts";
import { isRecordType } from "../../care/labels.ts";
import type { AuditRow, OpenedVersion } from "../../core/core-types.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { RecordStore } from "../../state/records-types.ts";

export interface Reason {
  readonly reason: unknown;
  readonly words: unknown;
}

export type VersionsState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly code: ErrorCode }
  | { readonly kind: "changed"; readonly type: string; readonly changes: readonly FieldChange[]; readonly why: Reason | null; readonly device: Date };

export function buildVersionsModel(records: RecordStore, row: AuditRow): ReadonlySignal<VersionsState> {
  const state = signal<VersionsState>({ kind: "loading" });
  void load(records, row).then((loaded) => { state.value = loaded; });
  return state;
}

async function load(records: RecordStore, row: AuditRow): Promise<VersionsState> {
  if (row.record === undefined) return { kind: "failed", code: "not_found" };
  const answer = await records.versions(row.record);
  if (!answer.ok) return { kind: "failed", code: answer.code };
  const made = answer.value.find(({ version }) => version === row.version);
  if (made === undefined) return { kind: "failed", code: "not_found" };
  if (made.problem !== undefined) return { kind: "failed", code: made.problem };
  return describe(made, before(answer.value, made));
}

// The newest version before it that says what the record is; a strike says only why.
function before(versions: readonly OpenedVersion[], made: OpenedVersion): OpenedVersion | undefined {
  return [...versions].reverse().find(({ version, act, problem }) => version < made.version && act !== "record.strike" && problem === undefined);
}

export function describe(made: OpenedVersion, old: OpenedVersion | undefined): VersionsState {
  const change = made.fields["change"];
  const why = change === undefined ? null : { reason: change["reason"], words: change["words"] };
  const type = made.type === "" ? (old?.type ?? "") : made.type;
  const changes = isRecordType(type) ? compareFields(type, old?.fields ?? {}, made.act === "record.strike" ? {} : made.fields) : [];
  return { kind: "changed", type, changes, why, device: new Date(made.written) };
}

// web/src/features/audit/row-words.ts: who did it and what it is about, as far as this person may read names.

import { findResident } from "../../care/resident-facts.ts";
import { whoWords } from "../../care/who.ts";
import type { AuditRow } from "../../core/core-types.ts";
import { recordForms } from "../../generated/records.gen.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";

export type Names = Pick<AppState, "records" | "directory">;

export function authorWords({ records, directory }: Names, row: AuditRow): string {
  return row.author === undefined ? t("audit-by-server") : whoWords(records, directory.value, row.author);
}

/** "Daily entry · Edie M."; null when it is about nobody and nothing else. */
export function aboutWords({ records, directory }: Names, row: AuditRow): string | null {
  if (row.target !== undefined) return whoWords(records, directory.value, row.target);
  if (row.subject === undefined) return null;
  const resident = findResident(records.residents.value, row.subject);
  const who = resident?.shortName ?? null;
  if (row.act === "read" || row.act === "assist.send") return who ?? t("audit-about-resident");
  const kind = kindWords(row.collection);
  return who === null ? kind : t("audit-about", { kind, who });
}

function kindWords(collection: number | undefined): string {
  switch (collection) {
    case recordForms.resident.collection: return t("audit-kind-details");
    case recordForms.note.collection: return t("audit-kind-entry");
    case recordForms.member.collection: return t("audit-kind-member");
    case recordForms.unit.collection: return t("audit-kind-unit");
    default: return t("audit-kind-record");
  }
}

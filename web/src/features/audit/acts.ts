// web/src/features/audit/acts.ts: what an entry of the log says was done, in plain words.

import type { AuditRow } from "../../core/core-types.ts";
import { t } from "../../i18n/translate.ts";

export type ActGroup = "records" | "reads" | "people" | "sessions" | "assist" | "refused" | "system";
export const actGroups: readonly ActGroup[] = ["records", "reads", "people", "sessions", "assist", "refused", "system"];

const known = {
  "record.create": { group: "records", words: () => t("audit-act-create") },
  "record.update": { group: "records", words: () => t("audit-act-update") },
  "record.strike": { group: "records", words: () => t("audit-act-strike") },
  read: { group: "reads", words: () => t("audit-act-read") },
  genesis: { group: "people", words: () => t("audit-act-genesis") },
  rotate_class: { group: "people", words: () => t("audit-act-rotate") },
  invite: { group: "people", words: () => t("audit-act-invite") },
  invite_cancel: { group: "people", words: () => t("audit-act-invite-cancel") },
  add_user: { group: "people", words: () => t("audit-act-add-user") },
  confirm_user: { group: "people", words: () => t("audit-act-confirm") },
  grant_commit: { group: "people", words: () => t("audit-act-grant") },
  add_device: { group: "people", words: () => t("audit-act-add-device") },
  revoke_device: { group: "people", words: () => t("audit-act-revoke-device") },
  revoke_user: { group: "people", words: () => t("audit-act-revoke-user") },
  set_role: { group: "people", words: () => t("audit-act-set-role") },
  set_policy: { group: "people", words: () => t("audit-act-set-policy") },
  "session.start": { group: "sessions", words: () => t("audit-act-session-start") },
  "session.fail": { group: "sessions", words: () => t("audit-act-session-fail") },
  "session.end": { group: "sessions", words: () => t("audit-act-session-end") },
  "assist.send": { group: "assist", words: () => t("audit-act-assist-send") },
  "assist.end": { group: "assist", words: () => t("audit-act-assist-end") },
  refused: { group: "refused", words: () => t("audit-act-refused") },
  "account.delete": { group: "people", words: () => t("audit-act-account-delete") },
  "account.recover": { group: "people", words: () => t("audit-act-account-recover") },
  restart: { group: "system", words: () => t("audit-act-restart") },
} as const satisfies { readonly [act: string]: { readonly group: ActGroup; readonly words: () => string } };

function find(act: string | undefined): { readonly group: ActGroup; readonly words: () => string } | undefined {
  return act !== undefined && Object.hasOwn(known, act) ? known[act as keyof typeof known] : undefined;
}

export function groupOf({ act }: AuditRow): ActGroup {
  return find(act)?.group ?? "system";
}

export function actWords({ act, assist, result }: AuditRow): string {
  if (act === "set_policy" && assist !== undefined) return t("audit-act-set-policy-assist");
  if (act === "assist.end" && result !== undefined && result !== "done") return t("audit-act-assist-failed");
  return find(act)?.words() ?? t("audit-act-unknown");
}

export function groupWords(group: ActGroup): string {
  return t(`audit-group-${group}`);
}

// web/src/care/who.ts: the name of a member, as far as this person may read it.

import type { Directory } from "../core/core-types.ts";
import { t } from "../i18n/translate.ts";
import type { RecordStore } from "../state/records-types.ts";

export function whoWords(records: RecordStore, directory: Directory | null, actor: string | undefined): string {
  if (actor === undefined || actor === "") return t("care-unknown-member");
  const name = records.nameOf(actor);
  if (name !== null) return name;
  const members = [...(directory?.members ?? [])].sort((a, b) => a.joined - b.joined);
  const at = members.findIndex((member) => member.actor === actor);
  return members[at]?.status === "revoked" ? t("care-former", { number: at + 1 }) : t("care-unknown-member");
}

// web/src/care/change-reason.ts: why a version differs from the one before. The schema's reasons are those of a wrong entry; a
// resident's details also change because the person does, and that is "another reason" with its words ready.

import { t } from "../i18n/translate.ts";
import type { FacetValues } from "./form-values.ts";
import { choiceLabel, findField } from "./labels.ts";

export type DetailsReason = "details_changed" | "more_known" | "wrong_details" | "other";

export const detailsReasons: readonly DetailsReason[] = ["details_changed", "more_known", "wrong_details", "other"];

export function detailsReasonWords(reason: DetailsReason): string {
  switch (reason) {
    case "details_changed": return t("care-why-details-changed");
    case "more_known": return t("care-why-more-known");
    case "wrong_details":
    case "other": return reasonLabel(reason);
  }
}

/** The answer to "why" as the schema has it. */
export function asRecorded(change: FacetValues): FacetValues {
  const { reason, words } = change;
  if (reason !== "details_changed" && reason !== "more_known") return change;
  const said = typeof words === "string" ? words.trim() : "";
  const ready = detailsReasonWords(reason);
  return { ...change, reason: "other", words: said === "" ? ready : t("care-why-with-words", { reason: ready, words: said }) };
}

/** "Wrong time: she was asleep then"; of another reason only its words. */
export function whyWords(reason: unknown, words: unknown): string {
  const hasWords = typeof words === "string" && words !== "";
  if (reason === "other" && hasWords) return words;
  const chosen = reasonLabel(reason);
  return hasWords ? t("care-why-with-words", { reason: chosen, words }) : chosen;
}

function reasonLabel(reason: unknown): string {
  return choiceLabel(findField("note", "change", "reason"), reason);
}

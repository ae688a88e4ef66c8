// web/src/care/assist.ts: which writing help this home has switched on, as its own log says, and which of it this person's role may use.

import type { AssistPolicy } from "../core/core-types.ts";
import { assistUses, type AssistUse } from "../generated/assist-uses.gen.ts";
import type { AppState } from "../state/app-state.ts";
import { allows } from "../state/session.ts";
import { errorNumbers, type ErrorCode } from "../generated/errors.gen.ts";
import { t } from "../i18n/translate.ts";
import { errorWords } from "./labels.ts";

export const uses: readonly AssistUse[] = assistUses;

export function findUse(name: string | undefined): AssistUse | undefined {
  return uses.find((use) => use.name === name);
}

export function policyOf({ directory }: Pick<AppState, "directory">): AssistPolicy | null {
  return directory.value?.assist ?? null;
}

export type UseStanding = "on" | "off" | "not_this_role";

export function standingOf(app: Pick<AppState, "directory" | "session">, use: AssistUse): UseStanding {
  const session = app.session.value;
  if (policyOf(app)?.purposes.includes(use.name) !== true) return "off";
  return session.kind === "open" && allows(session, "assist_use") && use.roles.includes(session.role) ? "on" : "not_this_role";
}

/** What is offered on a page: never greyed out, simply not there where it is not for this person. */
export function isOn(app: Pick<AppState, "directory" | "session">, name: string): boolean {
  const use = findUse(name);
  return use !== undefined && standingOf(app, use) === "on";
}

/** uksouth → "UK South (London)" */
export function regionWords(region: string): string {
  switch (region) {
    case "uksouth": return t("care-region-uksouth");
    case "ukwest": return t("care-region-ukwest");
    default: return region;
  }
}

export function providerWords(provider: string): string {
  return provider === "azure" ? t("care-provider-azure") : t("care-provider-other");
}

/** The address of writing help about this resident. */
export function helpAddress(subject: string, use: string): string {
  return `/residents/${subject}/help/${use}`;
}

// The sheet in which a note about this resident is typed; writing help reads it there and puts its answer there.
export function noteForm(subject: string): string {
  return `entry:note:${subject}`;
}

/** How an answer ended, as the log has it. */
export function resultWords(result: string): string {
  switch (result) {
    case "done": return t("care-result-done");
    case "assist_cancelled": return t("care-result-cancelled");
    case "assist_cut_off": return t("care-result-cut-off");
    case "assist_timeout": return t("care-result-timeout");
    case "assist_provider_refused": return t("care-result-refused");
    case "assist_provider_busy": return t("care-result-busy");
    case "assist_provider_failed": return t("care-result-failed");
    default: return Object.hasOwn(errorNumbers, result) ? errorWords(result as ErrorCode) : result;
  }
}

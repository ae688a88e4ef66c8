// web/src/i18n/translate.ts: t(id, variables) on Fluent bundles.
//
// Components that call t() are drawn again when the language changes: the bundles are a signal.
// A missing string falls back to English one by one, never by page.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { signal } from "@preact/signals";
import type { MessageId, MessageVariables } from "./message-ids.gen.ts";

export type Language = "en" | "cy";

const locales: Record<Language, string> = { en: "en-GB", cy: "cy-GB" };
const bundles: Record<Language, FluentBundle> = {
  en: new FluentBundle(locales.en, { useIsolating: false }),
  cy: new FluentBundle(locales.cy, { useIsolating: false }),
};

export const language = signal<Language>("en");
const revision = signal(0);

export function addStrings(of: Language, sources: readonly string[]): void {
  for (const source of sources) bundles[of].addResource(new FluentResource(source), { allowOverrides: true });
  revision.value += 1;
}

export function locale(): string {
  return locales[language.value];
}

type Variables<I extends MessageId> = [MessageVariables[I]] extends [never]
  ? []
  : [variables: Record<MessageVariables[I], FluentVariable>];

export function t<I extends MessageId>(id: I, ...variables: Variables<I>): string {
  return look(id, variables[0]);
}

function look(id: string, variables: Record<string, FluentVariable> | undefined): string {
  void revision.value;
  for (const of of language.value === "en" ? (["en"] as const) : ([language.value, "en"] as const)) {
    const pattern = bundles[of].getMessage(id)?.value;
    if (pattern != null) return bundles[of].formatPattern(pattern, variables ?? null, []);
  }
  return id;
}

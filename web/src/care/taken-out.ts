// web/src/care/taken-out.ts: how many of what kind were taken out of a text, in words: "4 names, 1 phone number and 2 dates".

import type { IdentifierType } from "../core/redact-types.ts";
import { locale, t } from "../i18n/translate.ts";

/** Names of every role are names. */
export type CountedKind = "name" | "birth" | "nhs" | "nino" | "phone" | "email" | "postcode" | "address" | "reference" | "link" | "age" | "date" | "room" | "org";

export const kindOf: { readonly [type in IdentifierType]: CountedKind } = {
  NAME_RESIDENT: "name", NAME_STAFF: "name", NAME_OTHER: "name", DATE_OF_BIRTH: "birth", NHS_NUMBER: "nhs", NINO: "nino", PHONE: "phone", EMAIL: "email",
  POSTCODE: "postcode", ADDRESS: "address", ID_OTHER: "reference", URL: "link", AGE_OVER_89: "age", DATE: "date", ROOM: "room", ORG: "org",
};

// Most telling first.
const order: readonly CountedKind[] = [...new Set(Object.values(kindOf))];

export interface Counted {
  readonly kind: CountedKind;
  readonly count: number;
}

export function countsOf(counts: { readonly [type: string]: number }): readonly Counted[] {
  const sums = new Map<CountedKind, number>();
  for (const [type, count] of Object.entries(counts)) {
    const kind = (kindOf as { readonly [type: string]: CountedKind | undefined })[type] ?? "reference";
    sums.set(kind, (sums.get(kind) ?? 0) + count);
  }
  return order.flatMap((kind) => {
    const count = sums.get(kind) ?? 0;
    return count === 0 ? [] : [{ kind, count }];
  });
}

/** null: nothing was. */
export function takenOutWords(counts: { readonly [type: string]: number }): string | null {
  const parts = countsOf(counts).map(({ kind, count }) => t(`care-out-${kind}`, { count }));
  return parts.length === 0 ? null : new Intl.ListFormat(locale(), { type: "conjunction" }).format(parts);
}

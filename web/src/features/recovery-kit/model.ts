// web/src/features/recovery-kit/model.ts: a new kit, printed; two groups typed back from the paper; only then it is stored.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { KitSheet } from "../../core/core-types.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";

export type KitState =
  | { readonly kind: "why"; readonly busy: boolean }
  | { readonly kind: "sheet"; readonly sheet: KitSheet }
  | { readonly kind: "check"; readonly busy: boolean; readonly sheet: KitSheet }
  | { readonly kind: "done" };

export interface KitModel {
  readonly state: ReadonlySignal<KitState>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly typed: ReadonlySignal<readonly [string, string]>;
  setTyped(which: 0 | 1, text: string): void;
  make(): void;
  toCheck(): void;
  toSheet(): void;
  check(): void;
}

// The server replaces a kit within ten minutes of a sign-in, which lasts eight hours. Half of that is left for printing and typing.
const signInLasts = 8 * 3_600_000;
const replaceWithin = 5 * 60_000;

export function buildKit(app: AppState): KitModel {
  const state = signal<KitState>({ kind: "why", busy: false });
  const errors = signal<readonly FieldError[]>([]);
  const typed = signal<readonly [string, string]>(["", ""]);

  const fail = (code: ErrorCode, field: string | null): void => { errors.value = [{ field, text: t(`error-${code}`) }]; };

  function isTooLateToReplace(): boolean {
    const session = app.session.value;
    return app.account.hasKit.value && session.kind === "open" && app.clock().getTime() > session.endsAt.getTime() - signInLasts + replaceWithin;
  }

  async function make(): Promise<void> {
    // Asked before anything is printed: what is on paper then would be worth nothing.
    if (isTooLateToReplace()) return fail("sign_in_again", null);
    state.value = { kind: "why", busy: true };
    const made = await app.core.makeKit();
    if (!made.ok) {
      state.value = { kind: "why", busy: false };
      return fail(made.code, null);
    }
    errors.value = [];
    state.value = { kind: "sheet", sheet: made.value };
  }

  async function check(sheet: KitSheet): Promise<void> {
    const missing = typed.value.flatMap((text, i) => (text.trim() === "" ? [{ field: `group-${i}`, text: t("recovery-kit-enter-group", { number: sheet.ask[i] ?? 0 }) }] : []));
    errors.value = missing;
    if (missing.length > 0) return;
    state.value = { kind: "check", busy: true, sheet };
    const confirmed = await app.core.confirmKit([typed.value[0].trim(), typed.value[1].trim()]);
    if (!confirmed.ok) {
      state.value = { kind: "check", busy: false, sheet };
      return fail(confirmed.code, "group-0");
    }
    const stored = await app.api.request("storeKit", { body: { wrap: confirmed.value.wrap } });
    if (!stored.ok) {
      // The core has let go of the kit: what is on paper was never stored, so a new one is made.
      state.value = { kind: "why", busy: false };
      return fail(stored.code, null);
    }
    app.account.kitStored();
    state.value = { kind: "done" };
  }

  return {
    state, errors, typed,
    setTyped(which, text) {
      typed.value = which === 0 ? [text, typed.value[1]] : [typed.value[0], text];
    },
    make: () => void make(),
    toCheck() {
      if (state.value.kind !== "sheet") return;
      typed.value = ["", ""];
      errors.value = [];
      state.value = { kind: "check", busy: false, sheet: state.value.sheet };
    },
    toSheet() {
      if (state.value.kind === "check") state.value = { kind: "sheet", sheet: state.value.sheet };
      errors.value = [];
    },
    check() {
      if (state.value.kind === "check" && !state.value.busy) void check(state.value.sheet);
    },
  };
}

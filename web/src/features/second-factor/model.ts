// web/src/features/second-factor/model.ts: key, confirming code, ten sign-in codes.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { TotpSecret } from "../../credentials/totp-setup.tsx";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";

export type SetUpState =
  | { readonly kind: "start"; readonly busy: boolean }
  | { readonly kind: "code"; readonly busy: boolean; readonly totp: TotpSecret }
  | { readonly kind: "codes"; readonly busy: boolean; readonly codes: readonly string[] };

export interface SetUpModel {
  readonly state: ReadonlySignal<SetUpState>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly code: ReadonlySignal<string>;
  readonly kept: ReadonlySignal<boolean>;
  setCode(code: string): void;
  setKept(kept: boolean): void;
  submit(): void;
}

export function buildSetUp(app: AppState, done: () => void): SetUpModel {
  const state = signal<SetUpState>({ kind: "start", busy: false });
  const errors = signal<readonly FieldError[]>([]);
  const code = signal("");
  const kept = signal(false);

  const fail = (reason: ErrorCode, field: string | null): void => {
    errors.value = [{ field, text: t(`error-${reason}`) }];
    state.value = { ...state.value, busy: false };
  };

  async function start(): Promise<void> {
    state.value = { kind: "start", busy: true };
    const answer = await app.api.request("startTotp", { body: {} });
    if (!answer.ok) return fail(answer.code, null);
    errors.value = [];
    state.value = { kind: "code", busy: false, totp: answer.value };
  }

  async function confirm(totp: TotpSecret): Promise<void> {
    if (code.value.length !== 6) {
      errors.value = [{ field: "code", text: t("second-factor-enter-code") }];
      return;
    }
    state.value = { kind: "code", busy: true, totp };
    const answer = await app.api.request("confirmTotp", { body: { code: code.value } });
    code.value = "";
    if (!answer.ok) return fail(answer.code, "code");
    errors.value = [];
    state.value = { kind: "codes", busy: false, codes: answer.value.codes };
  }

  async function finish(codes: readonly string[]): Promise<void> {
    if (!kept.value) {
      errors.value = [{ field: "kept", text: t("credentials-codes-keep-first") }];
      return;
    }
    if (app.session.value.kind !== "must_set_up") return done();
    state.value = { kind: "codes", busy: true, codes };
    const step = await app.account.afterSetUp();
    if (step.kind === "failed") return fail(step.code, null);
    done();
  }

  return {
    state, errors, code, kept,
    setCode: (typed) => { code.value = typed; },
    setKept: (ticked) => { kept.value = ticked; },
    submit() {
      const { value } = state;
      if (value.busy) return;
      if (value.kind === "start") void start();
      else if (value.kind === "code") void confirm(value.totp);
      else void finish(value.codes);
    },
  };
}

// web/src/credentials/sign-in-model.ts: password, then a code where one is asked for. Used by sign-in and by unlocking.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { ErrorCode } from "../generated/errors.gen.ts";
import { t } from "../i18n/translate.ts";
import type { AppState } from "../state/app-state.ts";
import type { SignInStep } from "../state/account.ts";
import { doubts } from "../state/vault-session.ts";
import type { FieldError } from "../ui/error-summary/error-summary.tsx";

export type SignInState =
  | { readonly kind: "password"; readonly busy: boolean }
  | { readonly kind: "code"; readonly busy: boolean; readonly with: "app" | "printed" };

function whyWords(code: ErrorCode): string {
  if (code === "network_failed") return t("credentials-no-connection");
  if (code === "device_storage_full") return t("credentials-no-room");
  return doubts.includes(code) ? t("credentials-doubt") : t(`error-${code}`);
}

export interface SignInModel {
  readonly state: ReadonlySignal<SignInState>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly handle: ReadonlySignal<string>;
  readonly password: ReadonlySignal<string>;
  readonly code: ReadonlySignal<string>;
  setHandle(typed: string): void;
  setPassword(typed: string): void;
  setCode(typed: string): void;
  usePrinted(printed: boolean): void;
  startAgain(): void;
  submit(): void;
}

export function buildSignInModel(app: AppState, knownHandle: string): SignInModel {
  const state = signal<SignInState>({ kind: "password", busy: false });
  const errors = signal<readonly FieldError[]>([]);
  const handle = signal(knownHandle);
  const password = signal("");
  const code = signal("");

  // What opened leaves this page by itself: the app goes where the session belongs.
  function follow(step: SignInStep): void {
    if (step.kind === "open" || step.kind === "set_up") {
      password.value = "";
      return;
    }
    if (step.kind === "code") {
      password.value = "";
      state.value = { kind: "code", busy: false, with: "app" };
      return;
    }
    errors.value = [{ field: state.value.kind === "code" ? "code" : null, text: whyWords(step.code) }];
    code.value = "";
    if (step.code === "login_unknown" || step.code === "locked_out") state.value = { kind: "password", busy: false };
    else state.value = { ...state.value, busy: false };
  }

  async function submitPassword(): Promise<void> {
    const found: FieldError[] = [];
    if (handle.value.trim() === "") found.push({ field: "email", text: t("credentials-enter-email") });
    if (password.value === "") found.push({ field: "password", text: t("credentials-enter-password") });
    errors.value = found;
    if (found.length > 0) return;
    state.value = { kind: "password", busy: true };
    follow(await app.account.signIn(handle.value, password.value));
  }

  async function submitCode(printed: boolean): Promise<void> {
    const typed = code.value.trim();
    const enough = printed ? typed.length >= 8 : typed.length === 6;
    errors.value = enough ? [] : [{ field: "code", text: printed ? t("credentials-enter-sign-in-code") : t("credentials-enter-code") }];
    if (!enough) return;
    state.value = { kind: "code", busy: true, with: printed ? "printed" : "app" };
    follow(await app.account.secondFactor(typed));
  }

  return {
    state, errors, handle, password, code,
    setHandle: (typed) => { handle.value = typed; },
    setPassword: (typed) => { password.value = typed; },
    setCode: (typed) => { code.value = typed; },
    usePrinted(printed) {
      code.value = "";
      errors.value = [];
      state.value = { kind: "code", busy: false, with: printed ? "printed" : "app" };
    },
    startAgain() {
      code.value = "";
      errors.value = [];
      state.value = { kind: "password", busy: false };
    },
    submit() {
      const { value } = state;
      if (value.busy) return;
      void (value.kind === "password" ? submitPassword() : submitCode(value.with === "printed"));
    },
  };
}

// web/src/features/recover/model.ts: e-mail, sheet and a new password. The sheet opens the keys on this device; the server gets
// what replaces the old password, signed with them. What was typed stays in this page.

import { signal, type ReadonlySignal } from "@preact/signals";
import { passwordBytes } from "../../core/core-client.ts";
import { buildNewPassword, type NewPasswordModel } from "../../credentials/new-password.tsx";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import type { FieldError } from "../../ui/error-summary/error-summary.tsx";
import { emptySheet, groupsOf, splitSheet, type SheetLines } from "./sheet.ts";

export type RecoverState =
  | { readonly kind: "form"; readonly busy: boolean }
  | { readonly kind: "done" };

export interface RecoverModel {
  readonly state: ReadonlySignal<RecoverState>;
  readonly errors: ReadonlySignal<readonly FieldError[]>;
  readonly email: ReadonlySignal<string>;
  readonly lines: ReadonlySignal<SheetLines>;
  readonly password: NewPasswordModel;
  setEmail(typed: string): void;
  setLine(index: number, typed: string): void;
  submit(): void;
}

interface Problem {
  readonly code: ErrorCode;
  readonly field?: string;
}

export const lineName = (index: number): string => `line-${index + 1}`;

export function buildRecover(app: AppState): RecoverModel {
  const state = signal<RecoverState>({ kind: "form", busy: false });
  const errors = signal<readonly FieldError[]>([]);
  const email = signal("");
  const lines = signal<SheetLines>(emptySheet);
  // The role is known only after the sign-in: the rule that holds for everybody.
  const password = buildNewPassword(app.core, () => ({ handle: email.value.trim(), role: "owner" }));

  async function missing(): Promise<FieldError[]> {
    const found: FieldError[] = [];
    if (email.value.trim() === "") found.push({ field: "email", text: t("recover-enter-email") });
    lines.value.forEach((line, index) => {
      if (line.trim() === "") found.push({ field: lineName(index), text: t("recover-enter-line", groupsOf(index)) });
    });
    const problem = await password.problem();
    if (problem !== null) found.push({ field: "password", text: problem });
    return found;
  }

  function say({ code, field }: Problem): FieldError {
    const line = /^line_([1-4])$/.exec(field ?? "")?.[1];
    if (code === "kit_malformed" && line !== undefined) {
      const index = Number(line) - 1;
      return { field: lineName(index), text: t("recover-line-wrong", groupsOf(index)) };
    }
    if (code === "network_failed") return { field: null, text: t("recover-no-connection") };
    if (code === "login_unknown") return { field: null, text: t("recover-too-slow") };
    return { field: code.startsWith("password_") ? "password" : null, text: t(`error-${code}`) };
  }

  /** What went wrong, or null. */
  async function recover(): Promise<Problem | null> {
    const home = app.home.state.value.kind === "home" ? app.home.state.value : await app.home.load();
    if (home.kind !== "home") return { code: home.kind === "unreachable" ? home.code : "host_unknown" };
    const started = await app.core.recoverStart(passwordBytes(password.value.value), { handle: email.value.trim(), kit: lines.value.join("\n"), ws: home.facts.ws });
    if (!started.ok) return started;
    const offered = await app.api.request("startRecovery", { body: started.value });
    if (!offered.ok) return offered;
    const { account, recovery, response, wrap } = offered.value;
    const finished = await app.core.recoverFinish({ account, recovery, response, wrap });
    if (!finished.ok) return finished;
    const sent = await app.api.request("finishRecovery", { body: finished.value });
    return sent.ok ? null : sent;
  }

  async function submit(): Promise<void> {
    state.value = { kind: "form", busy: true };
    errors.value = await missing();
    const problem = errors.value.length > 0 ? undefined : await recover();
    if (problem === null) {
      lines.value = emptySheet;
      password.setValue("");
      state.value = { kind: "done" };
      return;
    }
    if (problem !== undefined) errors.value = [say(problem)];
    state.value = { kind: "form", busy: false };
  }

  return {
    state, errors, email, lines, password,
    setEmail(typed) {
      email.value = typed;
      password.checkAgain();
    },
    setLine(index, typed) {
      lines.value = (index === 0 ? splitSheet(typed) : null) ?? (lines.value.map((line, i) => (i === index ? typed : line)) as unknown as SheetLines);
    },
    submit() {
      if (state.value.kind === "form" && !state.value.busy) void submit();
    },
  };
}

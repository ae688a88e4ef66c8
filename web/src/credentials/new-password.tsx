// web/src/credentials/new-password.tsx: choosing a password: one field with "show", and the rules as they are met. The rules
// are the core's, checked on this device while it is typed.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { passwordBytes, type CoreClient } from "../core/core-client.ts";
import type { PasswordCheck } from "../core/core-types.ts";
import { t } from "../i18n/translate.ts";
import { PasswordField } from "../ui/field/password-field.tsx";
import { PasswordChecklist } from "../ui/password-checklist/password-checklist.tsx";

export interface NewPasswordModel {
  readonly value: ReadonlySignal<string>;
  readonly check: ReadonlySignal<PasswordCheck | null>;
  setValue(typed: string): void;
  /** After the e-mail changed: the password may not contain it. */
  checkAgain(): void;
  /** Why it can't be used, in a sentence; null when it can. Always asks the core once more. */
  problem(): Promise<string | null>;
}

export function buildNewPassword(core: CoreClient, about: () => { handle: string; role: string }): NewPasswordModel {
  const value = signal("");
  const check = signal<PasswordCheck | null>(null);
  let asked = 0;

  async function ask(): Promise<PasswordCheck | null> {
    const turn = ++asked;
    const { handle, role } = about();
    const answer = await core.checkPassword(passwordBytes(value.value), handle, role);
    if (!answer.ok) return null;
    if (turn === asked) check.value = answer.value;
    return answer.value;
  }

  void ask();
  return {
    value, check,
    setValue(typed) {
      value.value = typed;
      void ask();
    },
    checkAgain: () => void ask(),
    async problem() {
      const found = await ask();
      if (found === null) return t("error-internal");
      const [first] = found.rules.filter(({ ok }) => ok === 0);
      return found.ok === 1 || first === undefined ? null : t(`error-${first.rule}`);
    },
  };
}

// Nobody needs to hear of the upper limit before they reach it.
function isWorthSaying({ rule, ok }: PasswordCheck["rules"][number]): boolean {
  return rule !== "password_too_long" || ok === 0;
}

export interface NewPasswordProps {
  model: NewPasswordModel;
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
}

export function NewPassword({ model, name, label, hint, error }: NewPasswordProps): JSX.Element {
  const found = model.check.value;
  const listId = `${name}-rules`;
  return (
    <>
      <PasswordField name={name} label={label} hint={hint} error={error} value={model.value.value} onInput={model.setValue} autocomplete="new-password" describedBy={listId} />
      {found !== null && (
        <PasswordChecklist id={listId} rules={found.rules.filter(isWorthSaying).map(({ rule, ok }) => ({ key: rule, words: t(`credentials-rule-${rule}`), met: ok === 1 }))}
          {...(model.value.value === "" ? {} : { strength: t(`credentials-strength-${found.strength}`) })} />
      )}
    </>
  );
}

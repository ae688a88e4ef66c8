// web/src/credentials/sign-in-form.tsx: the fields of the step that is on.

import type { JSX } from "preact";
import { t } from "../i18n/translate.ts";
import { Button } from "../ui/button/button.tsx";
import { CodeInput } from "../ui/code-input/code-input.tsx";
import { Field } from "../ui/field/field.tsx";
import { PasswordField } from "../ui/field/password-field.tsx";
import { errorFor, Form } from "../ui/form/form.tsx";
import type { SignInModel } from "./sign-in-model.ts";

export interface SignInFormProps {
  model: SignInModel;
  id: string;
  askHandle: boolean;
}

export function SignInForm({ model, id, askHandle }: SignInFormProps): JSX.Element {
  const state = model.state.value;
  const errors = model.errors.value;
  return (
    <Form id={id} errors={errors} busy={state.busy} onSubmit={model.submit}>
      {state.kind === "password" ? (
        <>
          {askHandle
            ? <Field name="email" label={t("credentials-email")} type="email" autocomplete="username" autocapitalize="none" spellcheck={false} value={model.handle.value} onInput={model.setHandle} error={errorFor(errors, "email")} />
            : <input type="text" name="email" autocomplete="username" value={model.handle.value} readOnly hidden />}
          <PasswordField name="password" label={t("credentials-password")} autocomplete="current-password" value={model.password.value} onInput={model.setPassword} error={errorFor(errors, "password")} />
          <p class="app-muted">{state.busy ? t("credentials-working") : t("credentials-only-here")}</p>
        </>
      ) : (
        <>
          {state.with === "app"
            ? <CodeInput name="code" label={t("credentials-code")} hint={t("credentials-code-hint")} value={model.code.value} onInput={model.setCode} onComplete={model.submit} error={errorFor(errors, "code")} />
            : <Field name="code" label={t("credentials-sign-in-code")} hint={t("credentials-sign-in-code-hint")} autocapitalize="characters" autocomplete="off" spellcheck={false} value={model.code.value} onInput={model.setCode} error={errorFor(errors, "code")} />}
          <div class="app-row">
            <Button kind="quiet" onClick={() => model.usePrinted(state.with === "app")}>{state.with === "app" ? t("credentials-code-other") : t("credentials-code-app")}</Button>
            <Button kind="quiet" onClick={model.startAgain}>{t("credentials-back-to-password")}</Button>
          </div>
          {state.busy && <p class="app-muted" role="status">{t("credentials-opening")}</p>}
        </>
      )}
    </Form>
  );
}

export function signInAction(model: SignInModel, id: string, words: string): JSX.Element {
  const state = model.state.value;
  return <Button kind="main" type="submit" form={id} busy={state.busy}>{state.kind === "password" ? words : t("credentials-code-go")}</Button>;
}

// web/src/features/recover/page.tsx: a lost password. What helps without the recovery kit, and the way back with it.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { NewPassword } from "../../credentials/new-password.tsx";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Details } from "../../ui/details/details.tsx";
import { Field } from "../../ui/field/field.tsx";
import { errorFor, Form } from "../../ui/form/form.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty } from "../../ui/page-state/page-state.tsx";
import { buildRecover, lineName, type RecoverModel } from "./model.ts";
import { groupsOf } from "./sheet.ts";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildRecover(app), []);
  const home = app.home.state.value;
  const state = model.state.value;
  if (home.kind === "base") {
    return (
      <PageFrame title={t("recover-title")} width="reading">
        <Empty title={t("recover-no-home")} actions={<LinkButton href="/">{t("recover-start")}</LinkButton>}>{t("recover-no-home-help")}</Empty>
      </PageFrame>
    );
  }
  if (state.kind === "done") return <Done />;
  return (
    <PageFrame key="form" title={t("recover-title")} width="reading" hasErrors={model.errors.value.length > 0} back={{ href: "/sign-in", words: t("recover-back") }}
      main={<Button kind="main" type="submit" form="recover" busy={state.busy}>{t("recover-go")}</Button>}>
      <div class="app-stack">
        <div class="app-prose">
          <p>{t("recover-about")}</p>
          <p>{t("recover-with")}</p>
        </div>
        <Details summary={t("recover-without")}>
          <p>{t("recover-without-1")}</p>
          <p>{t("recover-without-2")}</p>
        </Details>
        <Form id="recover" errors={model.errors.value} busy={state.busy} onSubmit={model.submit}>
          <Fields model={model} />
          {state.busy && <p class="app-muted" role="status">{t("recover-working")}</p>}
        </Form>
      </div>
    </PageFrame>
  );
}

function Fields({ model }: { model: RecoverModel }): JSX.Element {
  const errors = model.errors.value;
  return (
    <>
      <Field name="email" type="email" label={t("recover-email")} autocomplete="username" value={model.email.value} onInput={model.setEmail} error={errorFor(errors, "email")} />
      {model.lines.value.map((line, index) => (
        <Field key={index} name={lineName(index)} label={t("recover-line", groupsOf(index))} hint={index === 0 ? t("recover-line-hint") : undefined} width="20"
          autocapitalize="characters" spellcheck={false} value={line} onInput={(typed) => model.setLine(index, typed)} error={errorFor(errors, lineName(index))} />
      ))}
      <NewPassword model={model.password} name="password" label={t("recover-password")} hint={t("recover-password-hint")} error={errorFor(errors, "password")} />
    </>
  );
}

function Done(): JSX.Element {
  return (
    <PageFrame key="done" title={t("recover-done-title")} width="reading" main={<LinkButton kind="main" href="/sign-in">{t("recover-sign-in")}</LinkButton>}>
      <div class="app-stack">
        <Notification kind="ok" live="status" title={t("recover-done")} />
        <div class="app-prose">
          <p>{t("recover-done-1")}</p>
          <p>{t("recover-done-2")}</p>
        </div>
      </div>
    </PageFrame>
  );
}

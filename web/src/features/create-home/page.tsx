// web/src/features/create-home/page.tsx: name, owner and password; the second factor; the sign-in codes.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { NewPassword } from "../../credentials/new-password.tsx";
import { SignInCodes } from "../../credentials/sign-in-codes.tsx";
import { TotpSetup } from "../../credentials/totp-setup.tsx";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Field } from "../../ui/field/field.tsx";
import { errorFor, Form } from "../../ui/form/form.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty, Loading } from "../../ui/page-state/page-state.tsx";
import { Steps } from "../../ui/task-list/task-list.tsx";
import { buildCreateHome, type CreateHomeModel } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildCreateHome(app), []);
  const home = app.home.state.value;
  if (home.kind === "loading") return <div class="app-page"><Loading /></div>;
  if (home.kind === "home") return <Refused title={t("create-home-is-home")} help={t("create-home-is-home-help")} />;
  const state = model.state.value;
  if (!model.hasToken && state.kind === "form") return <Refused title={t("create-home-no-token")} help={t("create-home-no-token-help")} />;
  const title = state.kind === "form" ? t("create-home-title") : state.kind === "code" ? t("create-home-code-title") : t("create-home-codes-title");
  const busy = state.kind !== "codes" && state.busy;
  return (
    <PageFrame key={state.kind} title={title} width="reading" hasErrors={model.errors.value.length > 0} main={<Button kind="main" type="submit" form="create" busy={busy}>{mainWords(model)}</Button>}>
      <div class="app-stack">
        <div class="app-screen-only"><Steps steps={[t("create-home-step-home"), t("create-home-step-code"), t("create-home-step-codes")]} current={state.kind === "form" ? 0 : state.kind === "code" ? 1 : 2} /></div>
        {state.kind === "form" && <p class="app-prose">{t("create-home-about")}</p>}
        <Form id="create" errors={model.errors.value} busy={busy} onSubmit={model.submit}><Step app={app} model={model} /></Form>
      </div>
    </PageFrame>
  );
}

function mainWords(model: CreateHomeModel): string {
  const state = model.state.value;
  if (state.kind === "form") return t("create-home-go-on");
  return state.kind === "code" ? t("create-home-create") : t("create-home-finish", { address: new URL(state.address).host });
}

function Step({ app, model }: { app: AppState; model: CreateHomeModel }): JSX.Element {
  const state = model.state.value;
  const errors = model.errors.value;
  const form = model.form.value;
  if (state.kind === "code") {
    return (
      <div class="app-stack">
        <p class="app-prose">{t("create-home-code-about")}</p>
        <TotpSetup core={app.core} totp={state.totp} code={model.code.value} onCode={model.setCode} error={errorFor(errors, "code")} />
      </div>
    );
  }
  if (state.kind === "codes") {
    return (
      <div class="app-stack">
        <p class="app-screen-only"><strong>{t("create-home-created", { home: form.home.trim() })}</strong></p>
        <SignInCodes codes={state.codes} home={form.home.trim()} person={form.person.trim()} now={app.clock()} kept={model.kept.value} onKept={model.setKept} error={errorFor(errors, "kept")} />
        <p class="app-prose app-muted app-screen-only">{t("create-home-later")}</p>
      </div>
    );
  }
  const address = `${form.label === "" ? t("create-home-label-example") : form.label}.${location.host}`;
  return (
    <>
      <Field name="home" label={t("create-home-name")} value={form.home} onInput={(home) => model.set({ home })} autocomplete="organization" error={errorFor(errors, "home")} />
      <Field name="label" label={t("create-home-label")} hint={t("create-home-label-hint", { address })} value={form.label} onInput={(label) => model.set({ label })} autocapitalize="none" spellcheck={false} error={errorFor(errors, "label")} />
      <Field name="person" label={t("create-home-person")} hint={t("create-home-person-hint")} value={form.person} onInput={(person) => model.set({ person })} autocomplete="name" error={errorFor(errors, "person")} />
      <Field name="email" type="email" label={t("create-home-email")} value={form.email} onInput={(email) => model.set({ email })} autocomplete="username" error={errorFor(errors, "email")} />
      <NewPassword model={model.password} name="password" label={t("create-home-password")} hint={t("create-home-password-hint")} error={errorFor(errors, "password")} />
    </>
  );
}

function Refused({ title, help }: { title: string; help: string }): JSX.Element {
  return (
    <PageFrame title={t("create-home-title")} width="reading">
      <Empty title={title} icon="link" actions={<LinkButton href="/">{t("app-to-start")}</LinkButton>}>{help}</Empty>
    </PageFrame>
  );
}

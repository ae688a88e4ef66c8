// web/src/features/second-factor/page.tsx: three steps: start, the phone, the sign-in codes.

import { useLocation } from "preact-iso/router";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { SignInCodes } from "../../credentials/sign-in-codes.tsx";
import { TotpSetup } from "../../credentials/totp-setup.tsx";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { errorFor, Form } from "../../ui/form/form.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Steps } from "../../ui/task-list/task-list.tsx";
import { buildSetUp } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const { route } = useLocation();
  // Forced: the app itself goes on once the session is open. By choice: back to Me.
  const model = useMemo(() => buildSetUp(app, () => route(app.session.value.kind === "open" && forced ? "/sign-in" : "/me", true)), []);
  const forced = useMemo(() => app.session.value.kind === "must_set_up", []);
  const session = app.session.value;
  const state = model.state.value;
  const errors = model.errors.value;
  const main = state.kind === "start" ? t("second-factor-start") : state.kind === "code" ? t("second-factor-confirm") : forced ? t("second-factor-go-on") : t("second-factor-done");
  return (
    <PageFrame key={state.kind} title={state.kind === "codes" ? t("second-factor-codes-title") : t("second-factor-title")} width="reading" hasErrors={errors.length > 0}
      {...(forced ? {} : { back: { href: "/me", words: t("second-factor-back") } })}
      main={<Button kind="main" type="submit" form="second-factor" busy={state.busy}>{main}</Button>}>
      <div class="app-stack">
        <div class="app-screen-only"><Steps steps={[t("second-factor-step-start"), t("second-factor-step-code"), t("second-factor-step-codes")]} current={state.kind === "start" ? 0 : state.kind === "code" ? 1 : 2} /></div>
        <Form id="second-factor" errors={errors} busy={state.busy} onSubmit={model.submit}>
          {state.kind === "start" && (
            <p class="app-prose">{session.kind === "must_set_up" ? t("second-factor-forced", { role: t(`role-${session.role}`) }) : t("second-factor-choice")}</p>
          )}
          {state.kind === "code" && <TotpSetup core={app.core} totp={state.totp} code={model.code.value} onCode={model.setCode} error={errorFor(errors, "code")} />}
          {state.kind === "codes" && (
            <SignInCodes codes={state.codes} home={session.home ?? ""} person={session.kind === "open" ? session.person.name : ""} now={app.clock()} kept={model.kept.value} onKept={model.setKept} error={errorFor(errors, "kept")} />
          )}
        </Form>
      </div>
    </PageFrame>
  );
}

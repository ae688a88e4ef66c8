// web/src/features/lock/page.tsx: the password opens what was locked; somebody else signs in instead.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { SignInForm, signInAction } from "../../credentials/sign-in-form.tsx";
import { buildSignInModel } from "../../credentials/sign-in-model.ts";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import type { LockReason } from "../../state/session.ts";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Loading } from "../../ui/page-state/page-state.tsx";

function reasonWords(reason: LockReason): string {
  return t(`lock-${reason}`);
}

export function Page({ app }: PageProps): JSX.Element {
  const session = app.session.value;
  const handle = session.kind === "locked" ? session.handle : null;
  const model = useMemo(() => buildSignInModel(app, handle ?? ""), []);
  if (session.kind !== "locked" && session.kind !== "open") return <Loading />;
  const state = model.state.value;
  const { waiting } = app.sync.value;
  return (
    <PageFrame title={state.kind === "password" ? t("lock-title") : t("lock-code-title")} width="reading" hasErrors={model.errors.value.length > 0} main={signInAction(model, "unlock", t("credentials-unlock"))}>
      <div class="app-stack">
        {session.kind === "locked" && <p>{reasonWords(session.reason)}</p>}
        {waiting > 0 && <Notification title={t("lock-waiting", { count: waiting })}>{t("lock-waiting-help")}</Notification>}
        {handle !== null && <p class="app-muted">{t("lock-as", { email: handle })}</p>}
        <SignInForm model={model} id="unlock" askHandle={handle === null} />
        <p><LinkButton kind="quiet" icon="person" href="/sign-in">{t("lock-someone-else")}</LinkButton></p>
      </div>
    </PageFrame>
  );
}

// web/src/features/sign-in/page.tsx: e-mail and password, then the second factor where there is one.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { SignInForm, signInAction } from "../../credentials/sign-in-form.tsx";
import { T } from "../../i18n/rich-text.tsx";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty } from "../../ui/page-state/page-state.tsx";
import { buildPageModel } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildPageModel(app), []);
  const home = app.home.state.value;
  const state = model.state.value;
  if (home.kind === "base") {
    return (
      <PageFrame title={t("sign-in-title")} width="reading">
        <Empty title={t("sign-in-no-home")} actions={<LinkButton href="/">{t("sign-in-start")}</LinkButton>}>{t("sign-in-no-home-help")}</Empty>
      </PageFrame>
    );
  }
  const title = state.kind === "password" ? t("sign-in-title") : t("sign-in-code-title");
  return (
    <PageFrame title={title} width="reading" hasErrors={model.errors.value.length > 0} main={signInAction(model, "sign-in", t("sign-in-title"))}>
      <div class="app-stack">
        {home.kind === "home" && <p class="app-muted">{t("sign-in-to", { home: home.facts.name })}</p>}
        <SignInForm model={model} id="sign-in" askHandle />
        {state.kind === "password" && (
          <>
            <div class="app-row">
              <LinkButton kind="quiet" href="/recover">{t("sign-in-lost")}</LinkButton>
              <LinkButton kind="quiet" href="/accept">{t("sign-in-invited")}</LinkButton>
            </div>
            <p><T id="sign-in-lost-phone" parts={{ link: (words) => <a href="/help#lost">{words}</a> }} /></p>
          </>
        )}
      </div>
    </PageFrame>
  );
}

// web/src/features/welcome/page.tsx: the home's own address: its name, sign in, and what the server can see.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Field } from "../../ui/field/field.tsx";
import { Footer } from "../../ui/footer/footer.tsx";
import { Form } from "../../ui/form/form.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { homeAddress, isHomeLabel } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const home = app.home.state.value;
  switch (home.kind) {
    case "loading":
      return <div class="app-page"><Loading words={t("welcome-loading")} /></div>;
    case "base":
      return <Base />;
    case "unreachable":
      return (
        <PageFrame title={t("welcome-title")} width="reading">
          <Failed title={t("welcome-unreachable")} actions={<Button icon="refresh" onClick={() => void app.home.load()}>{t("welcome-try-again")}</Button>}>{t("welcome-unreachable-help")}</Failed>
          <Footer />
        </PageFrame>
      );
    case "home":
      return <Home app={app} params={{}} name={home.facts.name} />;
  }
}

function Home({ app, name }: PageProps & { name: string }): JSX.Element {
  const { kind } = app.session.value;
  const main = kind === "open" ? { href: "/sign-in", words: t("welcome-go-on") } : kind === "locked" ? { href: "/lock", words: t("welcome-unlock") } : { href: "/sign-in", words: t("welcome-sign-in") };
  return (
    <PageFrame title={t("welcome-title")} heading={name} width="reading" main={<LinkButton kind="main" href={main.href}>{main.words}</LinkButton>}>
      <div class="app-stack">
        <p class="app-prose">{t("welcome-lead")}</p>
        <div class="app-row">
          <LinkButton kind="quiet" icon="trust" href="/trust">{t("welcome-trust")}</LinkButton>
          <LinkButton kind="quiet" icon="qr" href="/accept">{t("welcome-invited")}</LinkButton>
          <LinkButton kind="quiet" icon="help" href="/help">{t("welcome-help")}</LinkButton>
        </div>
        <Footer />
      </div>
    </PageFrame>
  );
}

function Base(): JSX.Element {
  const [label, setLabel] = useState("");
  const [wrong, setWrong] = useState(false);
  const host = location.host;
  const errors = wrong ? [{ field: "label", text: t("welcome-base-label-wrong") }] : [];
  const go = (): void => {
    const typed = label.trim().toLowerCase();
    setWrong(!isHomeLabel(typed));
    if (isHomeLabel(typed)) location.assign(homeAddress(typed));
  };
  return (
    <PageFrame title={t("welcome-base")} width="reading" hasErrors={wrong} main={<Button kind="main" type="submit" form="home">{t("welcome-base-go")}</Button>}>
      <div class="app-stack">
        <p class="app-prose">{t("welcome-base-help", { host })}</p>
        <Form id="home" errors={errors} onSubmit={go}>
          <Field name="label" label={t("welcome-base-label")} hint={t("welcome-base-hint", { host })} width="20" autocapitalize="none" spellcheck={false} value={label} onInput={setLabel} error={errors[0]?.text} />
        </Form>
        <p class="app-prose app-muted">{t("welcome-base-create", { host })}</p>
        <p><LinkButton kind="quiet" icon="trust" href="/trust">{t("welcome-trust")}</LinkButton></p>
        <Footer />
      </div>
    </PageFrame>
  );
}

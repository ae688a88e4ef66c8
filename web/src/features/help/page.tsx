// web/src/features/help/page.tsx: questions and answers; each can be linked to.

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { T } from "../../i18n/rich-text.tsx";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Footer } from "../../ui/footer/footer.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";

function topics(): readonly { id: string; title: string; body: JSX.Element }[] {
  return [
    { id: "saved", title: t("help-saved-title"), body: <><p>{t("help-saved-1")}</p><p>{t("help-saved-2")}</p><p>{t("help-saved-3")}</p></> },
    { id: "offline", title: t("help-offline-title"), body: <><p>{t("help-offline-1")}</p><p>{t("help-offline-2")}</p></> },
    { id: "undo", title: t("help-undo-title"), body: <><p>{t("help-undo-1")}</p><p>{t("help-undo-2")}</p></> },
    { id: "lost", title: t("help-lost-title"), body: <><p>{t("help-lost-1")}</p><p><T id="help-lost-2" parts={{ link: (words) => <a href="/recover">{words}</a> }} /></p><p>{t("help-lost-3")}</p></> },
    { id: "lock", title: t("help-lock-title"), body: <><p>{t("help-lock-1")}</p><p>{t("help-lock-2")}</p></> },
    { id: "seen", title: t("help-seen-title"), body: <><p>{t("help-seen-1")}</p><p><T id="help-seen-2" parts={{ link: (words) => <a href="/trust">{words}</a> }} /></p></> },
    { id: "night", title: t("help-night-title"), body: <p>{t("help-night-1")}</p> },
    { id: "wording", title: t("help-wording-title"), body: <><p>{t("help-wording-1")}</p><p>{t("help-wording-2")}</p><p>{t("help-wording-3")}</p></> },
    { id: "problem", title: t("help-problem-title"), body: <><p>{t("help-problem-1")}</p><p>{t("help-problem-2")}</p></> },
  ];
}

export function Page({ app }: PageProps): JSX.Element {
  useEffect(() => {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <PageFrame title={t("help-title")} width="reading" {...(app.session.value.kind === "open" ? {} : { back: { href: "/", words: t("app-to-start") } })}>
      <div class="app-stack">
        <p class="app-prose">{t("help-lead")}</p>
        {topics().map(({ id, title, body }) => (
          <section key={id} id={id} class="app-prose" aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            {body}
          </section>
        ))}
        <Footer />
      </div>
    </PageFrame>
  );
}

// web/src/features/trust/page.tsx: what the server can see and do, and what it can't.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Footer } from "../../ui/footer/footer.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";

function parts(): readonly { id: string; title: string; items: readonly string[] }[] {
  return [
    { id: "cannot", title: t("trust-cannot-title"), items: [t("trust-cannot-1"), t("trust-cannot-2"), t("trust-cannot-3")] },
    { id: "can", title: t("trust-can-title"), items: [t("trust-can-1"), t("trust-can-2"), t("trust-can-3"), t("trust-can-4")] },
    { id: "help", title: t("trust-help-title"), items: [t("trust-help-1"), t("trust-help-2"), t("trust-help-3"), t("trust-help-4")] },
    { id: "cannot-do", title: t("trust-cannot-do-title"), items: [t("trust-cannot-do-1"), t("trust-cannot-do-2"), t("trust-cannot-do-3")] },
    { id: "can-do", title: t("trust-can-do-title"), items: [t("trust-can-do-1"), t("trust-can-do-2"), t("trust-can-do-3")] },
    { id: "device", title: t("trust-device-title"), items: [t("trust-device-1"), t("trust-device-2")] },
    { id: "methods", title: t("trust-methods-title"), items: [t("trust-methods-1"), t("trust-methods-2")] },
  ];
}

export function Page({ app }: PageProps): JSX.Element {
  return (
    <PageFrame title={t("trust-title")} width="reading" {...(app.session.value.kind === "open" ? {} : { back: { href: "/", words: t("app-to-start") } })}>
      <div class="app-stack">
        <p class="app-prose">{t("trust-lead")}</p>
        {parts().map(({ id, title, items }) => (
          <section key={id} class="app-prose" aria-labelledby={`trust-${id}`}>
            <h2 id={`trust-${id}`}>{title}</h2>
            <ul>{items.map((item) => <li key={item}>{item}</li>)}</ul>
          </section>
        ))}
        <Footer />
      </div>
    </PageFrame>
  );
}

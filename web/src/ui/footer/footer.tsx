// web/src/ui/footer/footer.tsx: on Welcome, Me and Help: which build this is, its licence, and where its source is
// (the AGPL asks for it).

import type { JSX } from "preact";
import { T } from "../../i18n/rich-text.tsx";
import { t } from "../../i18n/translate.ts";
import { build } from "../../platform/build.ts";
import "./footer.css";

export function Footer({ sourceHref = "/source" }: { sourceHref?: string }): JSX.Element {
  return (
    <footer class="app-footer">
      <p>{t("ui-footer-version", { version: build.version })} <span class="app-footer__words">{build.words}</span> <span class="app-footer__hash">({build.hash})</span></p>
      <p class="app-footer__links">
        <a href="/trust">{t("ui-footer-trust")}</a>
        <a href={sourceHref}>{t("ui-footer-source")}</a>
        <span><T id="ui-footer-licence" /></span>
      </p>
    </footer>
  );
}

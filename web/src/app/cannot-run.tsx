// web/src/app/cannot-run.tsx: for a browser that can't run Careseal: says so, and what to do.

import type { JSX } from "preact";
import { t } from "../i18n/translate.ts";
import type { Missing } from "../platform/capabilities.ts";
import { PageFrame } from "../ui/page-frame/page-frame.tsx";

export function CannotRun({ missing }: { missing: readonly Missing[] }): JSX.Element {
  return (
    <main class="app-frame__main">
      <PageFrame title={t("app-cannot-run")} width="reading">
        <div class="app-stack">
          {missing.includes("secure_context") && <p>{t("app-cannot-run-insecure")}</p>}
          {missing.includes("wasm_simd") && <p>{t("app-cannot-run-old")}</p>}
          {missing.includes("storage") && <p>{t("app-cannot-run-storage")}</p>}
          <p>{t("app-cannot-run-help")}</p>
        </div>
      </PageFrame>
    </main>
  );
}

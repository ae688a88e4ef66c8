// web/src/features/resident-new/page.tsx: someone moves in.

import { useLocation } from "preact-iso/router";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { DraftNotice } from "../../care/draft-notice.tsx";
import { ResidentForm } from "../../care/resident-form.tsx";
import { SaveProblem } from "../../care/save-problem.tsx";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Loading } from "../../ui/page-state/page-state.tsx";
import { buildNewResidentModel } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const { route } = useLocation();
  const model = useMemo(() => buildNewResidentModel(app), []);
  const { form } = model;
  const state = form.state.value;
  const draft = form.draft.state.value;
  const gate = model.gate.value;
  useEffect(() => {
    if (state.kind === "saved") route(state.subject === null ? "/residents" : `/residents/${state.subject}`, true);
  }, [state]);
  return (
    <PageFrame title={t("resident-new-title")} back={{ href: "/residents", words: t("care-to-residents") }} width="reading" hasErrors={form.errors.value.length > 0}>
      <div class="app-stack">
        {gate !== null && state.kind !== "not_saved" && <SaveProblem code={gate} />}
        {draft.kind === "looking" && <Loading />}
        {draft.kind === "found" && <DraftNotice at={draft.draft.at} now={app.clock()} onContinue={form.continueDraft} onDrop={() => void form.dropDraft()} />}
        {draft.kind === "none" && <ResidentForm id="resident" model={form} now={app.clock()} isChange={false} save={t("resident-new-save")} />}
      </div>
    </PageFrame>
  );
}

// web/src/features/resident-edit/page.tsx: changing a resident's details. The old version is kept, with the reason.

import { useSignalEffect } from "@preact/signals";
import { useLocation } from "preact-iso/router";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { Conflict } from "../../care/conflict.tsx";
import { DraftNotice } from "../../care/draft-notice.tsx";
import { ResidentForm } from "../../care/resident-form.tsx";
import type { ResidentFormModel } from "../../care/resident-form-model.ts";
import { whoWords } from "../../care/who.ts";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { buildEditModel, type EditModel, type EditView } from "./model.ts";

export function Page({ app, params }: PageProps): JSX.Element {
  const { query } = useLocation();
  const subject = params["id"] ?? "";
  const model = useMemo(() => buildEditModel(app, subject, query["entry"] ?? null), []);
  useSignalEffect(() => model.open());
  const view = model.view.value;
  const named = view.kind === "writing" || view.kind === "conflict" ? { heading: t("resident-edit-heading", { name: view.name }) } : {};
  return (
    <PageFrame title={t("resident-edit-title")} {...named} back={{ href: `/residents/${subject}`, words: t("resident-edit-back") }} width="reading"
      hasErrors={view.kind === "writing" && view.form.errors.value.length > 0}>
      <Content app={app} model={model} view={view} subject={subject} />
    </PageFrame>
  );
}

function Content({ app, model, view, subject }: { app: AppState; model: EditModel; view: EditView; subject: string }): JSX.Element {
  const { route } = useLocation();
  const settled = view.kind === "conflict" && view.conflict.state.value === "settled";
  useEffect(() => {
    if (settled) route(`/residents/${subject}`, true);
  }, [settled]);
  switch (view.kind) {
    case "loading":
      return <Loading />;
    case "missing":
      return <Failed title={t("care-resident-missing")}>{t("care-resident-missing-help")}</Failed>;
    case "on_its_way":
      return <Notification title={t("resident-edit-on-its-way")} actions={<Button icon="outbox" onClick={() => void app.outbox.sendNow()}>{t("resident-edit-send")}</Button>}>{t("resident-edit-on-its-way-help")}</Notification>;
    case "conflict":
      return <Conflict model={view.conflict} who={whoWords(app.records, app.directory.value, view.theirs.author)} time={formatDateTime(view.theirs.written)} />;
    case "writing":
      return <Writing app={app} model={model} form={view.form} subject={subject} />;
  }
}

function Writing({ app, model, form, subject }: { app: AppState; model: EditModel; form: ResidentFormModel; subject: string }): JSX.Element {
  const { route } = useLocation();
  const state = form.state.value;
  const draft = form.draft.state.value;
  useEffect(() => {
    if (state.kind === "saved") route(`/residents/${subject}`, true);
    if (state.kind === "stale") void model.compare(state.mine, state.version, null);
  }, [state]);
  switch (draft.kind) {
    case "looking":
      return <Loading />;
    case "found":
      return <DraftNotice at={draft.draft.at} now={app.clock()} onContinue={form.continueDraft} onDrop={() => void form.dropDraft()} />;
    case "none":
      return <ResidentForm id="resident" model={form} now={app.clock()} isChange save={t("resident-edit-save")} />;
  }
}

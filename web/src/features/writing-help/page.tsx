// web/src/features/writing-help/page.tsx: help with wording: what would leave, the word to send it, the answer, and what becomes of it.

import { useSignalEffect } from "@preact/signals";
import { useLocation } from "preact-iso/router";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { findUse } from "../../care/assist.ts";
import { DraftNotice } from "../../care/draft-notice.tsx";
import { errorWords } from "../../care/labels.ts";
import { ResidentHeader } from "../../care/resident-header.tsx";
import { lookUp, type ResidentFacts } from "../../care/resident-facts.ts";
import { NotKept } from "../../care/save-problem.tsx";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import type { AssistUse } from "../../generated/assist-uses.gen.ts";
import { Button } from "../../ui/button/button.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty, Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { Answer, Sending } from "./answer.tsx";
import { Choosing } from "./choosing.tsx";
import { buildHelpModel, type ClosedWhy, type HelpModel } from "./model.ts";
import { Preview } from "./preview.tsx";
import "./page.css";

export function Page({ app, params }: PageProps): JSX.Element {
  const use = findUse(params["use"]);
  const found = lookUp(app.records, params["id"] ?? "");
  if (found.kind === "loading") return <PageFrame title={t("writing-help-title")}><Loading /></PageFrame>;
  if (found.kind === "missing" || use === undefined) {
    return (
      <PageFrame title={t("writing-help-title")} back={{ href: "/residents", words: t("care-to-residents") }} width="reading">
        <Failed title={t(use === undefined ? "writing-help-unknown" : "care-resident-missing")} actions={<LinkButton href="/residents">{t("care-to-residents")}</LinkButton>}>
          {t(use === undefined ? "writing-help-unknown-help" : "care-resident-missing-help")}
        </Failed>
      </PageFrame>
    );
  }
  return <Help app={app} resident={found.facts} use={use} />;
}

function Help({ app, resident, use }: { app: AppState; resident: ResidentFacts; use: AssistUse }): JSX.Element {
  const { route } = useLocation();
  const model = useMemo(() => buildHelpModel(app, resident.subject, use), []);
  const home = `/residents/${resident.subject}`;
  const sheet = `${home}/entry/note?continue=1`;
  const back = use.period ? { href: home, words: resident.shortName } : { href: sheet, words: t("writing-help-back-note") };
  useSignalEffect(() => model.open());
  useEffect(() => () => model.leave(), []);
  const { kind } = model.state.value;
  useEffect(() => {
    if (kind === "taken") route(sheet, true);
  }, [kind]);
  const draft = model.draft.state.value;
  return (
    <PageFrame title={use.title} back={back} width="reading" resident={<ResidentHeader resident={resident} href={home} onSheet />}>
      <div class="app-stack help">
        <NotKept draft={model.draft} />
        {draft.kind === "found"
          ? <DraftNotice at={draft.draft.at} now={app.clock()} onContinue={model.continueDraft} onDrop={model.dropDraft} />
          : <Step app={app} model={model} sheet={sheet} />}
      </div>
    </PageFrame>
  );
}

function Step({ app, model, sheet }: { app: AppState; model: HelpModel; sheet: string }): JSX.Element {
  const state = model.state.value;
  switch (state.kind) {
    case "looking":
    case "taken":
      return <Loading />;
    case "preparing":
      return <Loading words={t("writing-help-preparing")} />;
    case "closed":
      return <Closed model={model} why={state.why} sheet={sheet} />;
    case "choosing":
      return <Choosing model={model} />;
    case "preview":
      return <Preview app={app} model={model} problem={<Problem model={model} />} />;
    case "sending":
      return <Sending model={model} step={state.step} />;
    case "answer":
      return <Answer model={model} problem={<Problem model={model} />} />;
  }
}

function Problem({ model }: { model: HelpModel }): JSX.Element | null {
  const problem = model.problem.value;
  if (problem === null) return null;
  const offline = problem.code === "network_failed" || problem.code === "timeout";
  const title = problem.code === "assist_cancelled" ? t("writing-help-stopped") : problem.sent ? t("writing-help-no-answer") : offline ? t("writing-help-no-connection") : t("writing-help-not-sent");
  return (
    <Notification kind="warn" live="status" title={title}>
      {offline && !problem.sent ? t("writing-help-no-connection-help") : errorWords(problem.code)}
    </Notification>
  );
}

function Closed({ model, why, sheet }: { model: HelpModel; why: ClosedWhy; sheet: string }): JSX.Element {
  switch (why) {
    case "off":
      return <Empty title={t("writing-help-off")}>{t("writing-help-off-help")}</Empty>;
    case "role":
      return <Empty icon="denied" title={t("writing-help-role")}>{t("writing-help-role-help")}</Empty>;
    case "not_offered":
      return <Empty title={t("writing-help-not-offered")}>{t("writing-help-not-offered-help")}</Empty>;
    case "changed":
      return <Empty title={t("writing-help-changed")}>{t("writing-help-changed-help")}</Empty>;
    case "no_redactor":
      return <Failed title={t("writing-help-no-redactor")} actions={<Button icon="refresh" onClick={() => void model.look()}>{t("writing-help-try-again")}</Button>}>{t("writing-help-no-redactor-help")}</Failed>;
    case "empty":
      return model.use.period
        ? <Empty title={t("writing-help-empty-notes")} actions={<Button onClick={model.change}>{t("writing-help-other-hours")}</Button>}>{t("writing-help-empty-notes-help")}</Empty>
        : <Empty title={t("writing-help-empty")} actions={<LinkButton href={sheet}>{t("writing-help-to-note")}</LinkButton>}>{t("writing-help-empty-help")}</Empty>;
  }
}

// web/src/features/entry/correct.tsx: everything that was entered, to be put right, and why.

import { useSignalEffect } from "@preact/signals";
import { useLocation } from "preact-iso/router";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { Conflict } from "../../care/conflict.tsx";
import { DraftNotice } from "../../care/draft-notice.tsx";
import type { EntryKindInfo } from "../../care/entry-kinds.ts";
import { describeEntry } from "../../care/entry-words.ts";
import { neededWhy } from "../../care/form-values.ts";
import { RecordFields } from "../../care/record-fields.tsx";
import { ResidentHeader } from "../../care/resident-header.tsx";
import type { ResidentFacts } from "../../care/resident-facts.ts";
import { GuardNotice } from "../../care/guard-notice.tsx";
import { NotKept, SaveProblem } from "../../care/save-problem.tsx";
import { whoWords } from "../../care/who.ts";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Form, FormActions } from "../../ui/form/form.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { buildCorrectModel, type CorrectModel } from "./correct-model.ts";

export interface CorrectProps {
  app: AppState;
  info: EntryKindInfo;
  resident: ResidentFacts;
  record: string;
  refused: string | null;
}

export function CorrectEntry({ app, info, resident, record, refused }: CorrectProps): JSX.Element {
  const { route } = useLocation();
  const home = `/residents/${resident.subject}`;
  const model = useMemo(() => buildCorrectModel(app, { subject: resident.subject, type: info.type, record, refused }), []);
  useSignalEffect(() => model.open());
  const state = model.state.value;
  const isDone = state.kind === "saved" || (state.kind === "conflict" && state.conflict.state.value === "settled");
  useEffect(() => {
    if (isDone) route(home, true);
  }, [isDone]);
  return (
    <PageFrame title={t("entry-correct-title")} back={{ href: home, words: resident.shortName }} width="reading" hasErrors={model.errors.value.length > 0} resident={<ResidentHeader resident={resident} href={home} />}>
      <Content app={app} info={info} model={model} home={home} />
    </PageFrame>
  );
}

function Content({ app, info, model, home }: { app: AppState; info: EntryKindInfo; model: CorrectModel; home: string }): JSX.Element {
  const state = model.state.value;
  const draft = model.draft.state.value;
  switch (state.kind) {
    case "loading":
    case "saved":
      return <Loading />;
    case "missing":
      return <Failed title={t("entry-correct-missing")} actions={<LinkButton href={home}>{t("entry-correct-back")}</LinkButton>}>{t("entry-correct-missing-help")}</Failed>;
    case "on_its_way":
      return <Notification title={t("entry-correct-on-its-way")} actions={<Button icon="outbox" onClick={() => void app.outbox.sendNow()}>{t("entry-correct-send")}</Button>}>{t("entry-correct-on-its-way-help")}</Notification>;
    case "conflict":
      return <Conflict model={state.conflict} who={whoWords(app.records, app.directory.value, state.theirs.author)} time={formatDateTime(state.theirs.written)} />;
    case "writing":
    case "warned":
    case "saving":
    case "not_saved":
      if (draft.kind === "looking") return <Loading />;
      if (draft.kind === "found") return <DraftNotice at={draft.draft.at} now={app.clock()} onContinue={model.continueDraft} onDrop={() => void model.draft.drop()} />;
      return <Writing app={app} info={info} model={model} home={home} />;
  }
}

function Writing({ app, info, model, home }: { app: AppState; info: EntryKindInfo; model: CorrectModel; home: string }): JSX.Element {
  const state = model.state.value;
  const record = model.record.value;
  const shared = { type: info.type, values: model.values.value, errors: model.errors.value, now: app.clock(), onChange: model.set } as const;
  return (
    <Form errors={model.errors.value} busy={state.kind === "saving"} onSubmit={() => void model.save()}>
      {state.kind === "warned" && <GuardNotice warnings={state.warnings} onChange={model.reconsider} onAnyway={() => void model.save(true)} />}
      {state.kind === "not_saved" ? <SaveProblem code={state.code} /> : <NotKept draft={model.draft} />}
      {record !== null && <p class="entry-so-far entry-correct__was">{t("entry-correct-was", { words: describeEntry(record.type, record.fields).words, who: whoWords(app.records, app.directory.value, record.author) })}</p>}
      <RecordFields {...shared} facet="body" />
      <RecordFields {...shared} facet="change" needed={neededWhy(model.values.value)} />
      <FormActions>
        <Button kind="main" type="submit" busy={state.kind === "saving"}>{t("entry-correct-save")}</Button>
        <LinkButton kind="quiet" href={home}>{t("entry-correct-leave")}</LinkButton>
      </FormActions>
    </Form>
  );
}

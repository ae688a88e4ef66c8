// web/src/features/entry/page.tsx: recording one thing about one resident, or correcting what was recorded.

import { useLocation } from "preact-iso/router";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { DayCard } from "../../care/day-card.tsx";
import { DraftNotice } from "../../care/draft-notice.tsx";
import { findKind, type EntryKind, type EntryKindInfo } from "../../care/entry-kinds.ts";
import { ResidentHeader } from "../../care/resident-header.tsx";
import { lookUp, type ResidentFacts } from "../../care/resident-facts.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { CorrectEntry } from "./correct.tsx";
import { DrinkSheet } from "./drink.tsx";
import { FoodSheet } from "./food.tsx";
import { buildEntryModel } from "./model.ts";
import { MoodSheet } from "./mood.tsx";
import { NoteSheet } from "./note.tsx";
import { ObsSheet } from "./obs.tsx";
import "./page.css";
import type { SheetProps } from "./sheet.tsx";
import { TurnSheet } from "./turn.tsx";
import { WashSheet } from "./wash.tsx";

const sheets: Record<EntryKind, (props: SheetProps) => JSX.Element> = {
  drink: DrinkSheet, food: FoodSheet, wash: WashSheet, turn: TurnSheet, mood: MoodSheet, note: NoteSheet, obs: ObsSheet,
};

export function Page({ app, params }: PageProps): JSX.Element {
  const { query } = useLocation();
  const subject = params["id"] ?? "";
  const info = findKind(params["kind"]);
  const found = lookUp(app.records, subject);
  const back = { href: `/residents/${subject}`, words: found.kind === "found" ? found.facts.shortName : t("entry-back") };
  if (found.kind === "loading") return <PageFrame title={t("entry-title")} back={back}><Loading /></PageFrame>;
  if (found.kind === "missing" || info === undefined) {
    return (
      <PageFrame title={t("entry-title")} back={{ href: "/residents", words: t("care-to-residents") }} width="reading">
        <Failed title={t("care-resident-missing")} actions={<LinkButton href="/residents">{t("care-to-residents")}</LinkButton>}>{t("care-resident-missing-help")}</Failed>
      </PageFrame>
    );
  }
  const record = query["rec"];
  const shared = { app, info, resident: found.facts };
  return record === undefined ? <NewEntry {...shared} /> : <CorrectEntry {...shared} record={record} refused={query["entry"] ?? null} />;
}

function NewEntry({ app, info, resident }: { app: AppState; info: EntryKindInfo; resident: ResidentFacts }): JSX.Element {
  const { route, query } = useLocation();
  const home = `/residents/${resident.subject}`;
  const model = useMemo(() => buildEntryModel(app, resident.subject, info), []);
  const draft = model.draft.state.value;
  const saved = model.state.value.kind === "saved";
  // Back from writing help: what was being typed is what they come back to.
  useEffect(() => {
    if (draft.kind === "found" && query["continue"] !== undefined) model.continueDraft();
  }, [draft.kind]);
  useEffect(() => {
    if (saved) route(home, true);
  }, [saved]);
  const Sheet = sheets[info.kind];
  return (
    <PageFrame title={t(`entry-title-${info.kind}`)} back={{ href: home, words: resident.shortName }} width={draft.kind === "found" ? "reading" : "full"} hasErrors={model.errors.value.length > 0} resident={<ResidentHeader resident={resident} href={home} onSheet />}>
      {draft.kind === "looking" && <Loading />}
      {draft.kind === "found"
        ? <DraftNotice at={draft.draft.at} now={app.clock()} onContinue={model.continueDraft} onDrop={() => void model.draft.drop()} />
        : draft.kind === "none" && (
          <div class="entry-desk">
            <Sheet app={app} model={model} resident={resident} />
            <div class="entry-desk__day"><DayCard day={model.day.value} resident={resident} /></div>
          </div>
        )}
    </PageFrame>
  );
}

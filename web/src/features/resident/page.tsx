// web/src/features/resident/page.tsx: one resident: what must be known, what to record, what happened.

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { helpAddress, isOn, uses } from "../../care/assist.ts";
import { DayCard } from "../../care/day-card.tsx";
import { ResidentHeader } from "../../care/resident-header.tsx";
import type { ResidentFacts } from "../../care/resident-facts.ts";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState, PageProps } from "../../state/app-state.ts";
import { allows } from "../../state/session.ts";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import { PageFrame, Panes } from "../../ui/page-frame/page-frame.tsx";
import { Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { SafetyCard } from "../../ui/safety-card/safety-card.tsx";
import { About } from "./about.tsx";
import { Happened } from "./happened.tsx";
import { buildResidentModel, buildStrikeModel, type ResidentModel } from "./model.ts";
import "./page.css";
import { Saved } from "./saved.tsx";
import { StrikeDialog } from "./strike-dialog.tsx";
import { EntryTiles } from "./tiles.tsx";

const back = (): { href: string; words: string } => ({ href: "/residents", words: t("care-to-residents") });

export function Page({ app, params }: PageProps): JSX.Element {
  const model = useMemo(() => buildResidentModel(app, params["id"] ?? ""), []);
  useSignalEffect(() => model.open());
  const found = model.resident.value;
  if (found.kind === "found") return <Record app={app} model={model} resident={found.facts} />;
  return (
    <PageFrame title={t("resident-title")} back={back()} width="reading">
      {found.kind === "loading" ? <Loading /> : <Failed title={t("care-resident-missing")} actions={<LinkButton href="/residents">{t("care-to-residents")}</LinkButton>}>{t("care-resident-missing-help")}</Failed>}
    </PageFrame>
  );
}

function Record({ app, model, resident }: { app: AppState; model: ResidentModel; resident: ResidentFacts }): JSX.Element {
  const strike = useMemo(() => buildStrikeModel(app), []);
  const mayWrite = allows(app.session.value, "daily_write") && resident.status !== "left";
  const refused = model.refusedChange.value;
  return (
    <PageFrame title={t("resident-title")} titleHidden heading={t("resident-heading", { name: resident.name })} back={back()} resident={<ResidentHeader resident={resident} withRisks />}>
      <Panes
        list={
          <div class="app-stack resident-work">
            {refused !== null && (
              <div class="resident-refused">
                <Notification kind="warn" title={t("resident-refused")} actions={<LinkButton icon="compare" href={`/residents/${resident.subject}/edit?entry=${encodeURIComponent(refused)}`}>{t("resident-compare")}</LinkButton>}>
                  {t("resident-refused-help")}
                </Notification>
              </div>
            )}
            <div class="resident-safety">
              <SafetyCard allergies={resident.allergies} resuscitation={resident.resuscitation} risks={resident.risks} asOf={formatDateTime(resident.record.written)} />
            </div>
            {mayWrite && <EntryTiles app={app} model={model} resident={resident} />}
            <div class={mayWrite ? "resident-day resident-day--beside-tiles" : "resident-day"}>{model.timeline.value.kind === "ready" && <DayCard day={model.day.value} resident={resident} />}</div>
            <Helping app={app} resident={resident} />
            <About resident={resident} mayEdit={allows(app.session.value, "card_write")} />
          </div>
        }
        detail={<Happened app={app} model={model} strike={strike} name={resident.name} />}
      />
      <Saved model={model} />
      <StrikeDialog model={strike} />
    </PageFrame>
  );
}

// What reads a resident's notes; where the words of one note are meant, its sheet has the button.
function Helping({ app, resident }: { app: AppState; resident: ResidentFacts }): JSX.Element | null {
  const offered = uses.filter((use) => use.period && isOn(app, use.name));
  if (offered.length === 0) return null;
  return (
    <div class="app-row">
      {offered.map((use) => <LinkButton key={use.name} icon={use.question ? "search" : "handover"} href={helpAddress(resident.subject, use.name)}>{use.title}</LinkButton>)}
    </div>
  );
}

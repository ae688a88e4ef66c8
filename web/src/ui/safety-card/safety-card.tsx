// web/src/ui/safety-card/safety-card.tsx: what anyone must know before touching this person. Always open, never
// behind a click; "None known" and "Not recorded" are different facts and both are said.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./safety-card.css";

export type Allergies =
  | { kind: "listed"; items: readonly { substance: string; reaction?: string }[] }
  | { kind: "none_known" }
  | { kind: "not_recorded" };

export type Resuscitation = { kind: "dnacpr"; detail: string } | { kind: "attempt" } | { kind: "not_recorded" };

export interface Risk {
  icon: IconName;
  words: string; // "High risk of falls"
  detail?: string; // "Two carers and the frame"
}

export interface SafetyCardProps {
  allergies: Allergies;
  resuscitation: Resuscitation;
  risks: readonly Risk[];
  asOf?: string;
  emergencyHref?: string;
}

export function SafetyCard({ allergies, resuscitation, risks, asOf, emergencyHref }: SafetyCardProps): JSX.Element {
  return (
    <div class="app-safety" role="group" aria-label={t("ui-safety-title")}>
      <dl class="app-safety__rows">
        <div class={allergies.kind === "none_known" ? "app-safety__row" : "app-safety__row app-safety__row--warn"}>
          <dt><Icon name="alert" size="s" />{t("ui-safety-allergies")}</dt>
          <dd>
            {allergies.kind === "listed"
              ? <ul class="app-safety__list">{allergies.items.map(({ substance, reaction }) => <li key={substance}><strong>{substance}</strong>{reaction !== undefined && `: ${reaction}`}</li>)}</ul>
              : t(allergies.kind === "none_known" ? "ui-safety-none-known" : "ui-safety-not-recorded")}
          </dd>
        </div>
        <div class={resuscitation.kind === "dnacpr" ? "app-safety__row app-safety__row--strong" : "app-safety__row"}>
          <dt><Icon name="dnacpr" size="s" />{t("ui-safety-resuscitation")}</dt>
          <dd>
            {resuscitation.kind === "dnacpr" ? <><strong>{t("ui-safety-dnacpr")}</strong><br />{resuscitation.detail}</> : t(resuscitation.kind === "attempt" ? "ui-safety-attempt" : "ui-safety-not-recorded")}
          </dd>
        </div>
        <div class="app-safety__row">
          <dt><Icon name="risk" size="s" />{t("ui-safety-risks")}</dt>
          <dd>
            {risks.length === 0 ? t("ui-safety-no-risks") : (
              <ul class="app-safety__list">
                {risks.map((risk) => <li key={risk.words} class="app-safety__risk"><Icon name={risk.icon} size="s" /><span><strong>{risk.words}</strong>{risk.detail !== undefined && `. ${risk.detail}`}</span></li>)}
              </ul>
            )}
          </dd>
        </div>
      </dl>
      {(asOf !== undefined || emergencyHref !== undefined) && (
        <p class="app-safety__foot">
          {asOf !== undefined && <span class="app-muted">{t("ui-as-of", { time: asOf })}</span>}
          {emergencyHref !== undefined && <a href={emergencyHref}>{t("ui-safety-emergency")}</a>}
        </p>
      )}
    </div>
  );
}

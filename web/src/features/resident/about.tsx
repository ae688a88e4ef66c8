// web/src/features/resident/about.tsx: how this person lives, who they are, whom to ring.

import type { JSX } from "preact";
import { dateWords } from "../../care/compare.ts";
import { choiceLabel, findField, formatMeasure, label } from "../../care/labels.ts";
import type { ResidentFacts } from "../../care/resident-facts.ts";
import { t } from "../../i18n/translate.ts";
import { Details } from "../../ui/details/details.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { SummaryList, type SummaryRow } from "../../ui/summary-list/summary-list.tsx";

export function About({ resident, mayEdit }: { resident: ResidentFacts; mayEdit: boolean }): JSX.Element {
  return (
    <Details summary={t("resident-about", { name: resident.name })}>
      <SummaryList rows={[...cardRows(resident), ...profileRows(resident)]} />
      {mayEdit && <LinkButton icon="correct" href={`/residents/${resident.subject}/edit`}>{t("resident-edit")}</LinkButton>}
    </Details>
  );
}

function cardRows({ card, fullName, name }: ResidentFacts): SummaryRow[] {
  if (card === null) return [];
  const rows: SummaryRow[] = fullName === name ? [] : [{ key: "name", term: t("resident-full-name"), value: fullName }];
  for (const name of ["pronouns", "status", "diet", "fluids", "mobility"] as const) {
    const field = findField("resident", "card", name);
    if (field !== undefined && card[name] !== undefined) rows.push({ key: name, term: label(field.labelKey), value: choiceLabel(field, card[name]) });
  }
  const target = findField("resident", "card", "drink_target_ml");
  if (target !== undefined && card.drink_target_ml !== undefined) rows.push({ key: "target", term: label(target.labelKey), value: formatMeasure(target, card.drink_target_ml) });
  return rows;
}

function profileRows({ profile }: ResidentFacts): SummaryRow[] {
  if (profile === null) return [];
  const said = (["about_me", "language", "date_of_birth", "admitted", "nhs_number", "gp", "next_of_kin", "next_of_kin_phone"] as const).flatMap((name): SummaryRow[] => {
    const value = profile[name];
    const field = findField("resident", "profile", name);
    if (value === undefined || field === undefined) return [];
    if (name === "next_of_kin_phone") return [{ key: name, term: label(field.labelKey), value: <a href={`tel:${value.replace(/\s/g, "")}`}>{value}</a> }];
    return [{ key: name, term: label(field.labelKey), value: field.kind === "date" ? dateWords(value) : name === "nhs_number" ? value.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1 $2 $3") : value }];
  });
  return said;
}

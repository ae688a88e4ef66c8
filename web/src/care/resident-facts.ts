// web/src/care/resident-facts.ts: what a page shows of one resident, taken from their record.

import type { ResidentCard, ResidentProfile } from "../generated/records.gen.ts";
import { t } from "../i18n/translate.ts";
import type { RecordStore, Resident, ResidentsState } from "../state/records-types.ts";
import { initialsOf } from "../state/session.ts";
import type { IconName } from "../ui/icon/icon.tsx";
import type { Allergies, Resuscitation, Risk } from "../ui/safety-card/safety-card.tsx";
import type { SafetyMarkKind } from "../ui/safety-card/safety-mark.tsx";
import { choiceLabel, findField } from "./labels.ts";

export interface ResidentFacts {
  readonly record: Resident;
  readonly subject: string;
  readonly name: string;     // as it is said: "Edie Marlow"
  readonly fullName: string; // as it stands on papers
  readonly shortName: string; // "Edie M."
  readonly room: string;
  readonly initials: string;
  readonly photo: string | null; // base64url of JPEG or WebP
  readonly marks: readonly SafetyMarkKind[];
  readonly allergies: Allergies;
  readonly resuscitation: Resuscitation;
  readonly risks: readonly Risk[];
  readonly swallowing: readonly string[]; // thickness and texture, where they are not regular: "Drinks level 2"
  readonly status: ResidentCard["status"];
  readonly drinkTargetMl: number | null;
  readonly card: ResidentCard | null;
  readonly profile: ResidentProfile | null;
}

const riskIcons: Record<NonNullable<ResidentCard["risks"]>[number], IconName> = {
  falls: "falls", choking: "choking", pressure_damage: "skin", wandering: "wandering", self_neglect: "risk", seizures: "pain",
  diabetes: "activity", infection: "security", distress: "mood", moving_handling: "move",
};

export function factsOf(record: Resident): ResidentFacts {
  const card = record.fields.card ?? null;
  const first = card?.preferred_name ?? card?.first_name ?? "";
  const name = card === null ? t("care-resident-unreadable") : `${first} ${card.last_name}`;
  return {
    record, card,
    subject: record.subject,
    name,
    fullName: card === null ? name : `${card.first_name} ${card.last_name}`,
    shortName: card === null ? name : `${first} ${[...card.last_name][0] ?? ""}.`,
    room: card?.room ?? "–",
    initials: card === null ? "?" : initialsOf(name),
    photo: record.fields.photo?.image ?? null,
    marks: [...(card?.allergies_known === "has_allergies" ? (["allergy"] as const) : []), ...(card?.dnacpr === "dnacpr_in_place" ? (["dnacpr"] as const) : [])],
    allergies: allergiesOf(card),
    resuscitation: card?.dnacpr === "dnacpr_in_place" ? { kind: "dnacpr", detail: t("care-dnacpr-detail") } : { kind: card?.dnacpr === "no_dnacpr" ? "attempt" : "not_recorded" },
    risks: (card?.risks ?? []).map((risk) => ({ icon: riskIcons[risk], words: choiceLabel(findField("resident", "card", "risks"), risk) })),
    swallowing: swallowingOf(card),
    status: card?.status ?? "living_here",
    drinkTargetMl: card?.drink_target_ml ?? null,
    profile: record.fields.profile ?? null,
  };
}

function allergiesOf(card: ResidentCard | null): Allergies {
  if (card?.allergies_known === "has_allergies") return { kind: "listed", items: (card.allergies ?? []).map((substance) => ({ substance })) };
  return { kind: card?.allergies_known === "none_known" ? "none_known" : "not_recorded" };
}

const levels = {
  slightly_thick: 1, mildly_thick: 2, moderately_thick: 3, extremely_thick: 4,
  liquidised: 3, pureed: 4, minced: 5, soft: 6,
} as const;

function swallowingOf(card: ResidentCard | null): readonly string[] {
  const said: string[] = [];
  if (card?.fluids !== undefined && card.fluids !== "thin") said.push(t("care-fluids", { level: levels[card.fluids] }));
  if (card?.diet === "easy_to_chew") said.push(choiceLabel(findField("resident", "card", "diet"), card.diet));
  else if (card?.diet !== undefined && card.diet !== "regular") said.push(t("care-diet", { level: levels[card.diet] }));
  return said;
}

export function findResident(state: ResidentsState, subject: string): ResidentFacts | null {
  const found = state.kind === "ready" ? state.residents.find((resident) => resident.subject === subject) : undefined;
  return found === undefined ? null : factsOf(found);
}

/** The resident a page is about, from the list that is loaded after sign-in. */
export type ResidentLookup = { readonly kind: "loading" } | { readonly kind: "missing" } | { readonly kind: "found"; readonly facts: ResidentFacts };

export function lookUp(records: RecordStore, subject: string): ResidentLookup {
  const state = records.residents.value;
  if (state.kind === "loading") return { kind: "loading" };
  const facts = findResident(state, subject);
  return facts === null ? { kind: "missing" } : { kind: "found", facts };
}

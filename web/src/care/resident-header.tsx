// web/src/care/resident-header.tsx: the resident bar of one resident, with their photo and what the hands must know.

import type { JSX } from "preact";
import { ResidentBar } from "../ui/resident-bar/resident-bar.tsx";
import { usePhoto } from "./photo.ts";
import type { ResidentFacts } from "./resident-facts.ts";

export interface ResidentHeaderProps {
  resident: ResidentFacts;
  href?: string;
  withRisks?: boolean; // on the resident's own page
  onSheet?: boolean; // where a phone needs the room: how to eat and drink stands on the sheets of food and drink
}

const mostRisks = 2;

export function ResidentHeader({ resident, href, withRisks = false, onSheet = false }: ResidentHeaderProps): JSX.Element {
  const allergens = resident.allergies.kind === "listed" ? [resident.allergies.items.map(({ substance }) => substance).join("; ")] : [];
  const risks = withRisks ? resident.risks.slice(0, mostRisks).map(({ words }) => words) : [];
  const facts = onSheet ? { facts: allergens, more: resident.swallowing } : { facts: [...allergens, ...resident.swallowing, ...risks] };
  return (
    <ResidentBar name={resident.name} room={resident.room} initials={resident.initials} marks={resident.marks} {...facts}
      {...usePhoto(resident.photo)} {...(href === undefined ? {} : { href })} />
  );
}

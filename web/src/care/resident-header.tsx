// web/src/care/resident-header.tsx: the resident bar of one resident, with their photo and what the hands must know.

import type { JSX } from "preact";
import { ResidentBar } from "../ui/resident-bar/resident-bar.tsx";
import { usePhoto } from "./photo.ts";
import type { ResidentFacts } from "./resident-facts.ts";

export interface ResidentHeaderProps {
  resident: ResidentFacts;
  href?: string;
  withRisks?: boolean; // on the resident's own page
}

const mostRisks = 2;

export function ResidentHeader({ resident, href, withRisks = false }: ResidentHeaderProps): JSX.Element {
  const allergens = resident.allergies.kind === "listed" ? [resident.allergies.items.map(({ substance }) => substance).join("; ")] : [];
  const facts = [...allergens, ...resident.swallowing, ...(withRisks ? resident.risks.slice(0, mostRisks).map(({ words }) => words) : [])];
  return (
    <ResidentBar name={resident.name} room={resident.room} initials={resident.initials} marks={resident.marks} facts={facts}
      {...usePhoto(resident.photo)} {...(href === undefined ? {} : { href })} />
  );
}

// web/src/state/roster.ts: the people of this home as the redactor must know them, to take every spelling of them out of a text: residents,
// staff, and the contacts that stand in residents' records.

import type { MemberBody } from "../generated/records.gen.ts";
import type { RosterPerson } from "../core/redact-types.ts";
import type { Resident } from "./records-types.ts";

export interface Roster {
  readonly people: readonly RosterPerson[];
  /** Where a resident stands in it, by subject. */
  readonly places: ReadonlyMap<string, number>;
}

export function rosterOf(residents: readonly Resident[], members: Iterable<MemberBody>): Roster {
  const people: RosterPerson[] = [];
  const places = new Map<string, number>();
  for (const { subject, fields } of residents) {
    const { card, profile } = fields;
    if (card === undefined) continue;
    places.set(subject, people.length);
    const called = card.preferred_name?.trim() ?? "";
    people.push({
      role: "resident", name: `${card.first_name} ${card.last_name}`, room: card.room,
      ...(called === "" ? {} : { aliases: [called, `${called} ${card.last_name}`] }),
      ...(profile?.date_of_birth === undefined ? {} : { dob: profile.date_of_birth }),
      ...(profile?.nhs_number === undefined ? {} : { nhs: profile.nhs_number }),
    });
    const contact = contactName(profile?.next_of_kin);
    if (contact !== null) people.push({ role: "relative", name: contact, ...(profile?.next_of_kin_phone === undefined ? {} : { phones: [profile.next_of_kin_phone] }) });
    const doctor = doctorName(profile?.gp);
    if (doctor !== null) people.push({ role: "staff", name: doctor });
  }
  for (const { name } of members) people.push({ role: "staff", name });
  return { people, places };
}

// "Jean Marlowe (daughter), 01632 960123": the name is what stands before anything else is said.
function contactName(text: string | undefined): string | null {
  const name = /^[^,(;:/\d]*/.exec(text ?? "")?.[0].replace(/\s[-–—]\s.*$/, "").trim() ?? "";
  return name === "" ? null : name;
}

// "Dr Patel, Elm Surgery" is a person, "Elm Surgery" is none: its words must stay what they are in every other sentence.
function doctorName(text: string | undefined): string | null {
  return /^dr\b/i.test((text ?? "").trim()) ? contactName(text) : null;
}

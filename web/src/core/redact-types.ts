// What crosses between a page and the redactor. Positions count Unicode code points ([...text]), flags are 0 and 1.

export type IdentifierType =
  | "NAME_RESIDENT" | "NAME_STAFF" | "NAME_OTHER" | "NHS_NUMBER" | "NINO" | "PHONE" | "EMAIL" | "POSTCODE" | "ADDRESS" | "DATE_OF_BIRTH" | "DATE"
  | "AGE_OVER_89" | "ORG" | "ROOM" | "ID_OTHER" | "URL";

export type RosterPerson = {
  role: "resident" | "staff" | "relative";
  name: string;
  aliases?: string[];
  dob?: string;              // 1936-02-11
  nhs?: string;
  room?: string;
  phones?: string[];
};

export type ConversationTerms = { dates: "placeholder" | "month" } | { dates: "shifted"; shift_days: number }; // 1 … 3650

export type MarkedSpan = { start: number; end: number; type: IdentifierType }; // taken out by hand
export type KeptSpan = { start: number; end: number };                         // put back by hand: DATE, ROOM, ORG and AGE_OVER_89 alone

// One replacement: where it stood, and where what stands for it is in the outgoing text.
export type Replaced = { start: number; end: number; out_start: number; out_end: number; placeholder: string };
export type RedactSpan = Replaced & { type: IdentifierType; person?: number }; // person: index into the roster, where only one can be meant
export type RedactedText = {
  text: string;
  spans: RedactSpan[];
  escaped: Replaced[];       // words of the note that look like placeholders themselves, [TEXT_1]
  counts: { [type in IdentifierType]?: number };
};

export type RestoredText = { text: string; restored: KeptSpan[]; unknown: string[] }; // unknown: placeholders that were never given

export type GuardCode =
  | "wrong_place_nino" | "wrong_place_bank" | "wrong_place_card_number" | "wrong_place_nhs_number" | "wrong_place_other_resident"
  | "wrong_place_password";
export type GuardWarning = { start: number; end: number; type: IdentifierType; code: GuardCode };

// The redactor's module as JavaScript sees it. Written by hand; tests/contract/redact.test.mjs proves names and argument
// counts equal to the module. Structured arguments are canonical JSON text (shapes: web/src/core/redact-types.ts);
// positions are Unicode code points. Every answer: {"ok":1,"value":…} or {"ok":0,"code":"…","field"?:"…"}.

export interface CareRedact {
  open_lists(lists: Uint8Array): string;      // {}: before everything else; forgets roster and conversation
  set_roster(args: string): string;           // {people: RosterPerson[]} → {people}: how many; forgets the conversation
  begin_conversation(args: string): string;   // {dates: "placeholder"|"shifted"|"month", shift_days?: 1…3650 with "shifted"} → {}; forgets the one before
  redact_text(args: string): string;          // {text, add?: MarkedSpan[], keep?: KeptSpan[]} → RedactedText; identifier_kept names "keep"
  restore_text(args: string): string;         // {text} → {text, restored: [{start,end}], unknown: string[]}
  restore_chunk(chunk: string): string;       // the next piece of a streamed answer → {text}: what is decided by now
  restore_end(): string;                      // → {text, unknown: string[]}: the rest, and what was unknown in all of it
  check_text(args: string): string;           // {text, kind: "care"|"finance"|"staff"|…, subject?: index into the roster} → {warnings: GuardWarning[]}
  forget(): string;                           // {}: roster and conversation; the lists stay
}

export default function createCareRedact(options: { wasmBinary: ArrayBuffer | Uint8Array }): Promise<CareRedact>;

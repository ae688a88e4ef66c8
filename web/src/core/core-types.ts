// What crosses between a page and the C++ core. Flags are 0 and 1, bytes are base64url, times are ms since 1970:
// the same subset of JSON that statements use (shared/base/json.h). No key ever appears here.
import type { ErrorCode } from "../generated/errors.gen.ts";

export type Flag = 0 | 1;
export type B64 = string;

export type CoreResult<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; field?: string };

export type RoleName =
  | "owner" | "manager" | "deputy" | "nurse" | "senior" | "carer" | "agency" | "activities" | "maintenance";

// ── passwords, kits ────────────────────────────────────────────────────────────────────────────────
// The error code that would be given if it is not kept.
export type PasswordRuleCode =
  | "password_too_short" | "password_too_short_for_role" | "password_too_long" | "password_needs_upper" | "password_needs_lower"
  | "password_needs_digit" | "password_needs_symbol" | "password_too_common" | "password_contains_handle";
export type PasswordRule = { rule: PasswordRuleCode; ok: Flag };
export type PasswordCheck = { ok: Flag; rules: PasswordRule[]; strength: "weak" | "fair" | "good" | "strong" };
export type KitSheet = { lines: string[]; qr: string; ask: [number, number] }; // groups of four; two group numbers (from 1) to re-enter; lines hold four groups each

// ── statements as they travel (bodies and bytes of shared/docs/formats) ────────────────────────────
export type SignedStatement = { body: B64; sig: B64 };
export type Wrap = { kind: number; id: B64; bytes: B64 };
export type RecordItem = SignedStatement & { facets: B64[]; gate_share?: B64 };

// device_state must reach IndexedDB in the same transaction as what was signed: it holds this key's counter.
export type Signed<T> = T & { device_state: B64 };

// ── records ────────────────────────────────────────────────────────────────────────────────────────
export type RecordFields = { [facet: string]: { [field: string]: unknown } }; // e.g. {body: {drink: "tea", amount_ml: 200, …}}
export type NewRecord = {
  type: string;
  subject?: string;          // absent: a new subject (resident.create) is made
  record?: string;           // present for update and strike
  act: "create" | "update" | "strike";
  version?: number;          // update and strike: the version this one follows
  before?: { f: number; ct: B64 }[]; // update and strike: `after` of the version this one follows
  fields: RecordFields;      // strike: {change: {reason, words?}}
};
export type SealedRecord = {
  record: string; subject: string; version: number; n: number; hash: B64; item: RecordItem;
};
export type FieldError = { facet: string; field: string; code: ErrorCode };
export type SealAnswer = Signed<{ sealed: SealedRecord[] }>;

export type OpenedVersion = {
  seq: number; index: number; time: number; // time: when the server received it
  act: "record.create" | "record.update" | "record.strike";
  type: string; record: string; subject: string; version: number; collection: number;
  author: string;            // act_…
  written: number;           // device time of the statement
  hash: B64;                 // statement hash
  unit: string;
  after: { f: number; ct: B64 }[];
  fields: RecordFields;      // facets this person may read
  problem?: ErrorCode;       // set when it could not be verified or opened; fields are then empty
};

// ── help with wording ──────────────────────────────────────────────────────────────────────────────
// What an owner has switched on, as the home's log says; absent: off.
export type AssistPolicy = { purposes: string[]; provider: string; region: string; model: string };
// text: as it leaves; the statement holds its hash and its size, never the text
export type AssistTerms = { use: string; text: string; counts: { [type: string]: number }; model: string; region: string; subject?: string };
export type AssistOut = Signed<{ statement: SignedStatement; hash: B64 }>;

// ── the log ────────────────────────────────────────────────────────────────────────────────────────
export type ReceiptCheck = { state: "sent" | "refused" | "invalid"; code?: ErrorCode; index?: number; version?: number };
export type Member = {
  actor: string; role: RoleName; unit: string; status: "pending" | "active" | "revoked"; joined: number;
  words: string[];           // six groups of four digits of the member's keys, to compare in person
  me: Flag;
};
export type Invite = { inv: string; actor: string; role: RoleName; unit: string; expires: number; state: "open" | "used" | "cancelled" | "expired" };
export type Directory = {
  name: string; label: string; ws: string; home_subject: string; unit: string;
  members: Member[]; invites: Invite[]; owners: number; head: B64; idle_minutes: number;
  assist?: AssistPolicy;
};
export type AuditRow = {
  index: number; time: number; written?: number; kind: number; act: string; author?: string; key?: string;
  record?: string; subject?: string; version?: number; collection?: number; n?: number; code?: ErrorCode;
  target?: string;           // actor or invite that a membership act is about
  count?: number;            // reads
  use?: string; use_v?: number; model?: string; region?: string; counts?: { [type: string]: number }; text_hash?: B64; // assist.send
  result?: string;           // assist.end: done, or an error code
  size?: number;             // bytes of the text that left, or of its answer
  stmt?: B64;                // hash of the assist.send statement, in both
  assist?: AssistPolicy;     // set_policy: what is on from there
  ip?: string; agent?: string;
  proof: "proved" | "unsigned" | "broken"; // unsigned: recorded by the server, inclusion proved
  problem?: ErrorCode;
};

export type Unlocked = {
  actor: string; role: RoleName; account: string; device: string; expires: number;
  device_state: B64;
  size: number;              // of the newest tree head this device trusts; 0: none yet
};
export type Synced = {
  directory: Directory; device_known: Flag; // 0: sign add_device and send it before anything else
  device_state: B64; next: number; role: RoleName; size: number;
  owed: number[];            // sizes of heads that receipts or colleagues named and that are not proved to lead to this one
};
export type HeadLink = { size: number; proof: readonly B64[] };
export type MembershipOut = { hash: B64; statement: SignedStatement; grants: B64[] };
export type InviteOut = Signed<{
  inv: string; actor: string; code: string; link: string; expires: number; hash: B64;
  statement: SignedStatement; hello: B64; member: SealedRecord;
}>;

// ── what the server sends and the core reads (shared/docs/formats/api.md) ──────────────────────────
export interface SignedIn {
  readonly account: string;
  readonly actor: string;
  readonly role: RoleName;
  readonly expires: number;
  readonly csid: B64;
  readonly second_factor: Flag;
  readonly second_factor_setup: Flag;
  readonly wraps: readonly Wrap[];
  readonly keyring: B64;
  readonly keyring_version: number;
  readonly identity: { readonly n: number; readonly p?: B64 };
}

export interface LeafEntry {
  readonly leaf: B64;
  readonly proof: readonly B64[];
  readonly details?: readonly { readonly field: number; readonly salt: B64; readonly value: string }[];
}

// One version of one record, sealed: what open_records reads.
export interface SealedVersion {
  readonly seq: number;
  readonly index: number;
  readonly time: number;
  readonly body: B64;
  readonly sig: B64;
  readonly facets: readonly { readonly f: number; readonly bytes: B64 }[];
  readonly kind?: string;
}

export interface Receipt {
  readonly result: "stored" | "refused" | "rejected";
  readonly code?: ErrorCode;
  readonly version?: number;
  readonly index?: number;
  readonly time?: number;
  readonly commitments?: readonly { readonly field: number; readonly hash: B64 }[];
  readonly refused_body?: B64;
  readonly proof?: readonly B64[];
  readonly note?: string;
}

export interface SubjectShare {
  readonly subj: string;
  readonly unit: string;
  readonly gate_share: B64;
}
